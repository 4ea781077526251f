package org.liege.protocol;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** A body that goes on and on, line by line, as it comes: by chunks or until the end (RFC 9112, 6.3). */
final class BodyLines {
    private final AnswerReader reader;
    private final boolean chunked;
    private boolean begun;
    private long left;

    BodyLines(AnswerReader reader, boolean chunked) {
        this.reader = reader;
        this.chunked = chunked;
    }

    /**
     * The next line without its end; null at the body's end. Waits for it.
     *
     * @throws MalformedAnswer when the line is too long, or the end is none as it should be
     */
    String next() throws IOException {
        ByteArrayOutputStream text = new ByteArrayOutputStream(256);
        for (int c = take(); c != '\n'; c = take()) {
            if (c < 0 && text.size() == 0) {
                return null;
            }
            if (c < 0) {
                throw new MalformedAnswer("the answer ended in the middle of a line");
            }
            if (text.size() == AnswerReader.MAX_BODY) {
                throw new MalformedAnswer("a line of more than " + AnswerReader.MAX_BODY + " bytes");
            }
            text.write(c);
        }
        return text.toString(StandardCharsets.UTF_8);
    }

    private int take() throws IOException {
        if (!chunked) {
            return reader.next();
        }
        if (left == 0 && !nextChunk()) {
            return -1;
        }
        left--;
        int c = reader.next();
        if (c < 0) {
            throw new MalformedAnswer("the answer ended in the middle");
        }
        return c;
    }

    private boolean nextChunk() throws IOException {
        if (begun && !reader.line().isEmpty()) {
            throw new MalformedAnswer("a chunk longer than it says");
        }
        begun = true;
        if (reader.atEnd()) {
            // Who goes away between two chunks has said all that he began to say.
            return false;
        }
        left = reader.chunkSize();
        if (left == 0) {
            reader.headers();
        }
        return left > 0;
    }
}
