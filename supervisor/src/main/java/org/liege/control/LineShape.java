package org.liege.control;

import org.apache.hc.core5.util.CharArrayBuffer;

/** The grammar of one line of a head, taken strictly (RFC 9112, 3 and 5; RFC 9110, 5.5 and 5.6.2). */
final class LineShape {
    private static final String TOKEN_MARKS = "!#$%&'*+-.^_`|~";

    private LineShape() {}

    /** {@code token SP target SP HTTP/d.d}, with single blanks and a target of visible ASCII. */
    static boolean isRequestLine(CharArrayBuffer line) {
        int first = line.indexOf(' ');
        int second = line.indexOf(' ', first + 1, line.length());
        if (first < 1 || second <= first + 1 || !isToken(line, first)) {
            return false;
        }
        for (int i = first + 1; i < second; i++) {
            if (line.charAt(i) <= ' ' || line.charAt(i) > '~') {
                return false;
            }
        }
        return isVersion(line, second + 1);
    }

    /** {@code token:value}, the value free of control characters but the tab. */
    static boolean isHeader(CharArrayBuffer line) {
        int colon = line.indexOf(':');
        if (colon < 1 || !isToken(line, colon)) {
            return false;
        }
        for (int i = colon + 1; i < line.length(); i++) {
            char c = line.charAt(i);
            if (c < ' ' && c != '\t' || c == 0x7F) {
                return false;
            }
        }
        return true;
    }

    private static boolean isVersion(CharArrayBuffer line, int from) {
        return line.length() == from + 8
                && line.substring(from, from + 5).equals("HTTP/")
                && isDigit(line.charAt(from + 5))
                && line.charAt(from + 6) == '.'
                && isDigit(line.charAt(from + 7));
    }

    private static boolean isToken(CharArrayBuffer line, int to) {
        for (int i = 0; i < to; i++) {
            char c = line.charAt(i);
            boolean letter = c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z';
            if (!letter && !isDigit(c) && TOKEN_MARKS.indexOf(c) < 0) {
                return false;
            }
        }
        return true;
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}
