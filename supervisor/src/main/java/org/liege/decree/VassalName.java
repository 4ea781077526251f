package org.liege.decree;

import java.util.Optional;
import java.util.regex.Pattern;

/** How a vassal's name follows from its file's name. */
final class VassalName {
    static final String SUFFIX = ".ini";
    /** What is wrong with a file whose name makes no vassal name. */
    static final String ILLEGAL = "the file's name makes no vassal name: before '.ini' it takes 1 to 100 characters of"
            + " A-Z a-z 0-9 . _ - of which the first is none of . -";

    private static final Pattern LEGAL = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9._-]{0,99}");

    private VassalName() {}

    /** Whether a file of that name means to be a vassal; editors' swap and backup files do not. */
    static boolean claims(String fileName) {
        return fileName.endsWith(SUFFIX) && !fileName.startsWith(".");
    }

    /** The vassal's name, or empty when the file's name makes an illegal one. */
    static Optional<String> of(String fileName) {
        if (!claims(fileName)) {
            return Optional.empty();
        }
        String name = fileName.substring(0, fileName.length() - SUFFIX.length());
        return LEGAL.matcher(name).matches() ? Optional.of(name) : Optional.empty();
    }
}
