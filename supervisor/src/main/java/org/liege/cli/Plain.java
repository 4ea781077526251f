package org.liege.cli;

/** Text from elsewhere, made fit for a terminal: an app's output must not steer it. */
final class Plain {
    private Plain() {}

    /** On one line, control characters shown as {@code ?}; null as a dash. */
    static String text(String text) {
        if (text == null || text.isEmpty()) {
            return "-";
        }
        StringBuilder out = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            out.append(c == '\n' || c == '\t' ? ' ' : Character.isISOControl(c) ? '?' : c);
        }
        return out.toString();
    }
}
