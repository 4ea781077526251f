package org.liege.control;

/** Reads a request's body and throws it away; no call here has use for one. */
sealed interface BodySkip permits BodySkip.CountedSkip, ChunkedSkip {
    /** What became of the bytes offered. */
    enum Progress {
        /** All bytes were taken and the body goes on. */
        MORE,
        /** The body has ended; {@link #taken()} tells where. */
        DONE,
        /** It is malformed or too long: the connection can't go on. */
        HOPELESS
    }

    /** Offers {@code bytes[from..to)}. */
    Progress take(byte[] bytes, int from, int to);

    /** How many of the bytes last offered belonged to the body. */
    int taken();

    /** For the body that a head announces. */
    static BodySkip of(RequestHead head) {
        return head.bodyLength() == RequestHead.CHUNKED ? new ChunkedSkip() : new CountedSkip(head.bodyLength());
    }

    /** A body of known length. */
    final class CountedSkip implements BodySkip {
        private long left;
        private int taken;

        CountedSkip(long length) {
            this.left = length;
        }

        @Override
        public Progress take(byte[] bytes, int from, int to) {
            taken = (int) Math.min(left, to - from);
            left -= taken;
            return left == 0 ? Progress.DONE : Progress.MORE;
        }

        @Override
        public int taken() {
            return taken;
        }
    }
}
