package org.liege.control;

import org.liege.protocol.Problem;

/**
 * Looks for the empty line that ends a head, taking up where it left off, so that a client who sends byte by byte costs
 * no more than any other. Only CRLF ends a line here: a lone CR or LF, which some servers in a chain honour and others
 * don't, is how requests are smuggled (RFC 9112, 2.2 and 11.2), and is refused as soon as it is seen, as is NUL.
 */
final class HeadScan {
    /** The end has not come yet. */
    static final int INCOMPLETE = -1;
    /** It will never be a head. */
    static final int MALFORMED = -2;
    /** It is longer than {@link Limits#HEAD_BYTES}. */
    static final int TOO_LARGE = -3;

    /** Length of an empty line before a request, which is passed over (RFC 9112, 2.2). */
    static final int EMPTY_LINE = 2;

    private int scanned;
    private int lineLength;
    private boolean afterCr;

    /** What to answer to {@link #MALFORMED} or {@link #TOO_LARGE}. */
    static Problem problem(int outcome) {
        return outcome == TOO_LARGE
                ? Problem.of(431, Problem.Code.TOO_LARGE, "a head of more than " + Limits.HEAD_BYTES + " bytes")
                : Problem.of(400, Problem.Code.BAD_REQUEST, "a line of the head doesn't end with CRLF, or holds NUL");
    }

    void reset() {
        scanned = 0;
        lineLength = 0;
        afterCr = false;
    }

    /** Length of the head that begins at {@code from}, its empty line included, or one of the constants. */
    int lengthOf(byte[] bytes, int from, int to) {
        int end = Math.min(to, from + Limits.HEAD_BYTES);
        for (int i = from + scanned; i < end; i++) {
            byte b = bytes[i];
            if (b == 0 || afterCr != (b == '\n')) {
                return MALFORMED;
            }
            if (b == '\n') {
                if (lineLength == 0) {
                    return i + 1 - from;
                }
                lineLength = 0;
            } else if (b != '\r') {
                lineLength++;
            }
            afterCr = b == '\r';
        }
        scanned = end - from;
        return scanned == Limits.HEAD_BYTES ? TOO_LARGE : INCOMPLETE;
    }
}
