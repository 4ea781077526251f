package org.liege.decree;

/** Text from a file, made fit to stand in a one-line message. */
final class Quoted {
    private Quoted() {}

    /** In single quotes, shortened, control characters shown as {@code ?} so that no file can steer a terminal. */
    static String text(String text) {
        return "'" + plain(text) + "'";
    }

    /** As {@link #text} but without the quotes. */
    static String plain(String text) {
        String shown = text.length() > Limits.QUOTED_CHARS ? text.substring(0, Limits.QUOTED_CHARS) + "..." : text;
        StringBuilder out = new StringBuilder(shown.length());
        shown.chars().forEach(c -> out.append(Character.isISOControl(c) ? '?' : (char) c));
        return out.toString();
    }
}
