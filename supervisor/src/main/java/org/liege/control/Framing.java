package org.liege.control;

import java.util.List;
import java.util.Locale;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.message.RequestLine;
import org.liege.protocol.Problem;

/**
 * Where a request ends and whether another may follow, from its headers. Anything that two readers could take for two
 * different lengths is refused, even where RFC 9112 (6.1, 6.3) would let a server pick one.
 */
final class Framing {
    private final int minorVersion;
    private int hosts;
    private int lengths;
    private int encodings;
    private long length;
    private boolean close;
    private boolean keepAlive;
    private boolean expectsContinue;
    private HeadOutcome.Refusal refusal;

    private Framing(int minorVersion) {
        this.minorVersion = minorVersion;
    }

    static HeadOutcome of(RequestLine line, List<Header> headers) {
        Framing framing = new Framing(line.getProtocolVersion().getMinor());
        for (Header header : headers) {
            framing.take(header.getName().toLowerCase(Locale.ROOT), header.getValue());
        }
        framing.judge();
        return framing.refusal != null ? framing.refusal : framing.head(line, headers);
    }

    private RequestHead head(RequestLine line, List<Header> headers) {
        boolean stays = !close && (minorVersion > 0 || keepAlive);
        long body = encodings > 0 ? RequestHead.CHUNKED : length;
        boolean expects = expectsContinue && minorVersion > 0 && body != 0;
        return new RequestHead(line.getMethod(), line.getUri(), minorVersion, headers, stays, body, expects);
    }

    private void take(String name, String value) {
        switch (name) {
            case "host" -> hosts++;
            case "content-length" -> takeLength(value);
            case "transfer-encoding" -> takeEncoding(value);
            case "connection" -> takeConnection(value);
            case "expect" -> takeExpectation(value);
            default -> { }
        }
    }

    private void takeLength(String value) {
        lengths++;
        boolean fits = value != null && !value.isEmpty() && value.length() <= 18;
        for (int i = 0; fits && i < value.length(); i++) {
            fits = value.charAt(i) >= '0' && value.charAt(i) <= '9';
        }
        if (fits) {
            length = Long.parseLong(value);
        } else {
            refuse(HeadOutcome.malformed("Content-Length is not a number"));
        }
    }

    private void takeEncoding(String value) {
        encodings++;
        if (!"chunked".equalsIgnoreCase(value)) {
            refuse(HeadOutcome.malformed("the only Transfer-Encoding known here is chunked"));
        }
    }

    private void takeConnection(String value) {
        for (String option : value.split(",", -1)) {
            close |= option.strip().equalsIgnoreCase("close");
            keepAlive |= option.strip().equalsIgnoreCase("keep-alive");
        }
    }

    private void takeExpectation(String value) {
        if (value.equalsIgnoreCase("100-continue")) {
            expectsContinue = true;
        } else {
            refuse(HeadOutcome.refused(
                    417, Problem.Code.BAD_REQUEST, "the only expectation known here is 100-continue"));
        }
    }

    private void judge() {
        if (hosts > 1 || hosts == 0 && minorVersion > 0) {
            refuse(HeadOutcome.malformed("a request has exactly one Host"));
        }
        if (lengths > 1 || encodings > 1 || lengths + encodings > 1) {
            refuse(HeadOutcome.malformed("Content-Length and Transfer-Encoding: one of them, once"));
        }
        if (encodings > 0 && minorVersion == 0) {
            refuse(HeadOutcome.malformed("HTTP/1.0 knows no Transfer-Encoding"));
        }
        if (length > Limits.BODY_BYTES) {
            refuse(HeadOutcome.refused(
                    413, Problem.Code.TOO_LARGE, "a body of more than " + Limits.BODY_BYTES + " bytes"));
        }
    }

    private void refuse(HeadOutcome.Refusal why) {
        refusal = refusal == null ? why : refusal;
    }
}
