package org.liege.control;

import java.util.Locale;

/**
 * How somebody wants to be told of events.
 *
 * @param after the sequence after which to go on; below 0 to begin with a snapshot
 * @param serverSent whether as server-sent events (WHATWG HTML, 9.2), else a JSON object a line
 */
record Subscription(long after, boolean serverSent) {
    private static final int LONGEST = 18;

    /** {@code Last-Event-ID} is what a browser sends when it comes back, with the address that it first had. */
    static Subscription of(Call.Events call, RequestHead head) {
        long after = head.header("Last-Event-ID").map(Subscription::sequence).orElse(call.after());
        boolean serverSent = head.header("Accept")
                .filter(types -> types.toLowerCase(Locale.ROOT).contains("text/event-stream"))
                .isPresent();
        return new Subscription(after, serverSent);
    }

    /** The number, or -1 when it is none. */
    static long sequence(String text) {
        boolean digits = !text.isEmpty() && text.length() <= LONGEST && text.chars().allMatch(c -> c >= '0' && c <= '9');
        return digits ? Long.parseLong(text) : -1;
    }
}
