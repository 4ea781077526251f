package org.liege.control;

import java.util.ArrayList;
import java.util.List;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpVersion;
import org.apache.hc.core5.http.ParseException;
import org.apache.hc.core5.http.ProtocolVersion;
import org.apache.hc.core5.http.message.BasicLineParser;
import org.apache.hc.core5.http.message.LineParser;
import org.apache.hc.core5.http.message.RequestLine;
import org.apache.hc.core5.util.CharArrayBuffer;
import org.liege.protocol.Problem;

/**
 * Reads a complete head with HttpCore's line parser, after having refused what that parser is generous about and a
 * proxy in front may read otherwise (RFC 9112, 11.2): folded lines, blanks around names, odd characters. One per
 * thread.
 */
final class HeadReader {
    private final LineParser parser = BasicLineParser.INSTANCE;
    private final CharArrayBuffer line = new CharArrayBuffer(256);

    /** {@code bytes[from..to)} holds lines that each end with CRLF, the last one empty. */
    HeadOutcome read(byte[] bytes, int from, int to) {
        try {
            int next = takeLine(bytes, from);
            if (!LineShape.isRequestLine(line)) {
                return HeadOutcome.malformed("the request line is not 'METHOD TARGET HTTP/1.1'");
            }
            RequestLine requestLine = parser.parseRequestLine(line);
            ProtocolVersion version = requestLine.getProtocolVersion();
            if (version.getMajor() != HttpVersion.HTTP_1_1.getMajor()) {
                return HeadOutcome.refused(505, Problem.Code.BAD_REQUEST, "only HTTP/1.1 and HTTP/1.0 are spoken here");
            }
            return withHeaders(requestLine, bytes, next, to);
        } catch (ParseException e) {
            return HeadOutcome.malformed("the head could not be parsed");
        }
    }

    private HeadOutcome withHeaders(RequestLine requestLine, byte[] bytes, int from, int to) throws ParseException {
        List<Header> headers = new ArrayList<>();
        for (int at = takeLine(bytes, from); !line.isEmpty(); at = takeLine(bytes, at)) {
            if (!LineShape.isHeader(line)) {
                return HeadOutcome.malformed("a header line is folded, or has blanks or odd characters in its name");
            }
            if (headers.size() == Limits.HEADERS) {
                return HeadOutcome.refused(431, Problem.Code.TOO_LARGE, "more than " + Limits.HEADERS + " headers");
            }
            headers.add(parser.parseHeader(line));
        }
        return Framing.of(requestLine, headers);
    }

    /** Leaves one line without its CRLF in {@link #line} and tells where the next begins. */
    private int takeLine(byte[] bytes, int from) {
        int end = from;
        while (bytes[end] != '\r') {
            end++;
        }
        line.clear();
        line.append(bytes, from, end - from);
        return end + 2;
    }
}
