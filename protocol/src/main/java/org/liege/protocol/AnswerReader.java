package org.liege.protocol;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * Reads one HTTP/1.1 answer off a line: head, then a body by Content-Length, by chunks or until the end (RFC 9112,
 * 6.3).
 */
final class AnswerReader {
    /** A status line or header line, in bytes. */
    static final int MAX_LINE = 8192;
    /** Header lines of one answer. */
    static final int MAX_HEADERS = 100;
    /** The body in bytes; a full page of 1000 apps has about one million. */
    static final int MAX_BODY = 64 << 20;

    private final UnixLine line;
    private final byte[] buffer = new byte[16_384];
    private int position;
    private int end;

    AnswerReader(UnixLine line) {
        this.line = line;
    }

    HttpAnswer read() throws IOException {
        return rest(head());
    }

    /** Status and headers; the body is still to be read. */
    HttpAnswer head() throws IOException {
        int status = status(line());
        Map<String, String> headers = headers();
        while (status >= 100 && status < 200) {
            status = status(line());
            headers = headers();
        }
        return new HttpAnswer(status, headers, new byte[0]);
    }

    /** The same answer with its body. */
    HttpAnswer rest(HttpAnswer head) throws IOException {
        return new HttpAnswer(head.status(), head.headers(), body(head.status(), head.headers()));
    }

    private static int status(String statusLine) throws MalformedAnswer {
        boolean fits = statusLine.startsWith("HTTP/1.") && statusLine.length() >= 12 && statusLine.charAt(8) == ' ';
        if (!fits) {
            throw new MalformedAnswer("not an HTTP/1 answer");
        }
        int status = (int) number(statusLine.substring(9, 12), 10);
        if (status < 100) {
            throw new MalformedAnswer("not an HTTP status: " + status);
        }
        return status;
    }

    Map<String, String> headers() throws IOException {
        Map<String, String> headers = new HashMap<>();
        for (String text = line(); !text.isEmpty(); text = line()) {
            int colon = text.indexOf(':');
            if (colon < 1 || headers.size() >= MAX_HEADERS) {
                throw new MalformedAnswer("a malformed header, or too many");
            }
            headers.put(text.substring(0, colon).toLowerCase(Locale.ROOT), text.substring(colon + 1).strip());
        }
        return headers;
    }

    private byte[] body(int status, Map<String, String> headers) throws IOException {
        if (status == 204 || status == 304) {
            return new byte[0];
        }
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        if ("chunked".equalsIgnoreCase(headers.get("transfer-encoding"))) {
            chunks(body);
        } else if (headers.containsKey("content-length")) {
            copy(number(headers.get("content-length"), 10), body);
        } else {
            while (position < end || fill()) {
                copy(end - position, body);
            }
        }
        return body.toByteArray();
    }

    private void chunks(ByteArrayOutputStream body) throws IOException {
        for (long size = chunkSize(); size > 0; size = chunkSize()) {
            copy(size, body);
            if (!line().isEmpty()) {
                throw new MalformedAnswer("a chunk longer than it says");
            }
        }
        headers();
    }

    long chunkSize() throws IOException {
        String text = line();
        int extension = text.indexOf(';');
        return number((extension < 0 ? text : text.substring(0, extension)).strip(), 16);
    }

    private void copy(long length, ByteArrayOutputStream body) throws IOException {
        if (length > MAX_BODY - body.size()) {
            throw new MalformedAnswer("a body of more than " + MAX_BODY + " bytes");
        }
        long left = length;
        while (left > 0) {
            if (position == end && !fill()) {
                throw new MalformedAnswer("the answer ended in the middle");
            }
            int count = (int) Math.min(left, end - position);
            body.write(buffer, position, count);
            position += count;
            left -= count;
        }
    }

    String line() throws IOException {
        ByteArrayOutputStream text = new ByteArrayOutputStream(80);
        while (true) {
            if (position == end && !fill()) {
                throw new MalformedAnswer("the answer ended in the middle");
            }
            byte next = buffer[position++];
            if (next == '\n') {
                String whole = text.toString(StandardCharsets.ISO_8859_1);
                return whole.endsWith("\r") ? whole.substring(0, whole.length() - 1) : whole;
            }
            if (text.size() == MAX_LINE) {
                throw new MalformedAnswer("a line of more than " + MAX_LINE + " bytes");
            }
            text.write(next);
        }
    }

    /** The next byte, or -1 at the end. */
    int next() throws IOException {
        return position == end && !fill() ? -1 : buffer[position++] & 0xFF;
    }

    /** Whether nothing more will come; waits until that is known. */
    boolean atEnd() throws IOException {
        return position == end && !fill();
    }

    private boolean fill() throws IOException {
        position = 0;
        end = Math.max(0, line.read(buffer, 0, buffer.length));
        return end > 0;
    }

    private static long number(String digits, int radix) throws MalformedAnswer {
        boolean fits = !digits.isEmpty() && digits.length() <= 10;
        for (int i = 0; fits && i < digits.length(); i++) {
            fits = Character.digit(digits.charAt(i), radix) >= 0;
        }
        if (!fits) {
            throw new MalformedAnswer("not a number: '" + digits + "'");
        }
        return Long.parseLong(digits, radix);
    }
}
