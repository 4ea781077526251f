package org.liege.decree;

import java.util.Optional;
import java.util.regex.Pattern;

/** How a vassal's name follows from its file's name. */
final class VassalName {
    static final String SUFFIX = ".ini";
    /** What is wrong with a file whose name makes no vassal name. */
    static final String ILLEGAL = "the file's name makes no vassal name: before '.ini' it takes 1 to 100 characters of"
            + " A-Z a-z 0-9 . _ - of which the first is none of . -";

    /** What is wrong with a file that does not even mean to be a vassal. */
    static final String STRANGE = "no vassal file: a vassal file's name ends with '.ini' and does not start with '.'";

    private static final Pattern LEFTOVER = Pattern.compile(".*~|#.*#|\\.#.*|\\..*\\.sw[a-zA-Z]|4913", Pattern.DOTALL);
    private static final Pattern LEGAL = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9._-]{0,99}");

    private VassalName() {}

    /** Whether a file of that name means to be a vassal; editors' swap and backup files do not. */
    static boolean claims(String fileName) {
        return fileName.endsWith(SUFFIX) && !fileName.startsWith(".");
    }

    /**
     * What is left by an editor while or after it saves (vim, emacs, and what they copied), which nobody needs to be
     * told: {@code x~}, {@code #x#}, {@code .#x}, {@code .x.swp}, {@code 4913}.
     */
    static boolean isLeftover(String fileName) {
        return LEFTOVER.matcher(fileName).matches();
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
