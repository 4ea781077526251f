package org.liege.control;

import java.util.Optional;

/**
 * What a proxy tells of its own attempt, in the headers of a {@code route} or {@code gate} call.
 *
 * @param taken whether the app had taken the request: {@code X-Up-Connect} is there and its last entry is not {@code -}
 * @param retryTo the named location for another try ({@code X-Retry}); empty when none was named
 * @param unknownTo the named location for apps that don't exist ({@code X-Unknown}); empty when none was named
 */
record Attempt(boolean taken, Optional<String> retryTo, Optional<String> unknownTo) {
    private static final int LONGEST_LOCATION = 200;

    static Attempt of(RequestHead head) {
        return new Attempt(
                head.header("X-Up-Connect").filter(Attempt::connected).isPresent(),
                head.header("X-Retry").filter(Attempt::isLocation),
                head.header("X-Unknown").filter(Attempt::isLocation));
    }

    /** nginx's {@code $upstream_connect_time}: one entry a server that was tried, the last one is the last. */
    private static boolean connected(String times) {
        String last = times.substring(Math.max(times.lastIndexOf(','), times.lastIndexOf(':')) + 1).strip();
        return !last.isEmpty() && !last.equals("-");
    }

    /** A name such as {@code @retry}, or a path; whatever else was sent is not handed back. */
    private static boolean isLocation(String text) {
        return text.length() > 1 && text.length() <= LONGEST_LOCATION
                && (text.charAt(0) == '@' || text.charAt(0) == '/')
                && text.chars().skip(1).allMatch(Attempt::isPlain);
    }

    private static boolean isPlain(int c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || "/._-".indexOf(c) >= 0;
    }
}
