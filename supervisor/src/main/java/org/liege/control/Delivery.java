package org.liege.control;

/**
 * A story on its way to one client.
 *
 * @param chunked whether its pieces are wrapped as chunks (RFC 9112, 7.1); else it ends with the connection
 */
record Delivery(Story story, boolean chunked) {
    /** Appends the next piece to {@code out}. */
    void slice(Reply out, Reply scratch) {
        scratch.clear();
        story.fill(scratch, Limits.SLICE_BYTES);
        if (!chunked) {
            out.append(scratch);
            return;
        }
        if (!scratch.isEmpty()) {
            // An empty chunk would be the last.
            out.chunk(scratch);
        }
        if (story.ended()) {
            out.text("0\r\n\r\n");
        }
    }
}
