package org.liege.control;

/** Passes over a chunked body (RFC 9112, 7.1), strictly: CRLF only, sizes of at most six hex digits. */
final class ChunkedSkip implements BodySkip {
    private enum Part {
        SIZE,
        EXTENSION,
        SIZE_LF,
        DATA,
        DATA_CR,
        DATA_LF,
        TRAILER,
        TRAILER_LF,
        ENDED
    }

    private Part part = Part.SIZE;
    private int size;
    private int digits;
    private int lineLength;
    private int total;
    private int taken;
    private boolean hopeless;

    @Override
    public Progress take(byte[] bytes, int from, int to) {
        int at = from;
        while (at < to && part != Part.ENDED && !hopeless) {
            if (part == Part.DATA) {
                int step = Math.min(size, to - at);
                size -= step;
                at += step;
                part = size == 0 ? Part.DATA_CR : Part.DATA;
            } else {
                mark((char) (bytes[at++] & 0xFF));
            }
        }
        taken = at - from;
        return hopeless ? Progress.HOPELESS : part == Part.ENDED ? Progress.DONE : Progress.MORE;
    }

    @Override
    public int taken() {
        return taken;
    }

    private void mark(char c) {
        if (++lineLength > Limits.CHUNK_LINE_BYTES) {
            hopeless = true;
            return;
        }
        switch (part) {
            case SIZE -> size(c);
            case EXTENSION -> {
                part = c == '\r' ? Part.SIZE_LF : part;
                hopeless |= c == '\n' || c == 0;
            }
            case SIZE_LF -> expect(c, '\n', startOfChunk());
            case DATA_CR -> expect(c, '\r', Part.DATA_LF);
            case DATA_LF -> expect(c, '\n', Part.SIZE);
            case TRAILER -> trailer(c);
            case TRAILER_LF -> expect(c, '\n', lineLength <= 2 ? Part.ENDED : Part.TRAILER);
            case DATA, ENDED -> throw new IllegalStateException("no mark is read in " + part);
        }
    }

    private void size(char c) {
        int digit = c < 128 ? Character.digit(c, 16) : -1;
        if (digit >= 0 && digits < 6) {
            digits++;
            size = size * 16 + digit;
        } else if (digits > 0 && c == ';') {
            part = Part.EXTENSION;
        } else if (digits > 0 && c == '\r') {
            part = Part.SIZE_LF;
        } else {
            hopeless = true;
        }
    }

    private Part startOfChunk() {
        total += size;
        hopeless |= total > Limits.BODY_BYTES;
        return size == 0 ? Part.TRAILER : Part.DATA;
    }

    private void trailer(char c) {
        // Trailers count as body, so that endless short ones end too.
        hopeless |= c == '\n' || c == 0 || ++total > Limits.BODY_BYTES;
        part = c == '\r' ? Part.TRAILER_LF : part;
    }

    private void expect(char c, char wanted, Part next) {
        hopeless |= c != wanted;
        part = next;
        if (wanted == '\n') {
            lineLength = 0;
            digits = 0;
            size = next == Part.DATA ? size : 0;
        }
    }
}
