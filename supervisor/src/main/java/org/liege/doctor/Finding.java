package org.liege.doctor;

import java.util.Objects;

/**
 * One thing that was looked at.
 *
 * @param subject a few words
 * @param found what is there, in one sentence
 * @param without what Liege does where it is not there; empty when nothing is lacking
 * @param remedy how to get it; empty when nothing is lacking, or nothing can be done
 */
public record Finding(Verdict verdict, String subject, String found, String without, String remedy) {
    /** How good it is. */
    public enum Verdict {
        /** All that Liege can use is there. */
        GOOD("ok"),
        /** Something is done in another way, or not at all. */
        LESS("less"),
        /** The master can't run so. */
        BAD("bad");

        private final String word;

        Verdict(String word) {
            this.word = word;
        }

        /** As it is printed. */
        public String word() {
            return word;
        }
    }

    public Finding {
        Objects.requireNonNull(verdict, "verdict");
        Objects.requireNonNull(subject, "subject");
        Objects.requireNonNull(found, "found");
        if ((verdict == Verdict.GOOD) != without.isEmpty() || verdict == Verdict.GOOD && !remedy.isEmpty()) {
            throw new IllegalArgumentException(subject + ": what is lacking, and only that, has consequences");
        }
    }

    static Finding good(String subject, String found) {
        return new Finding(Verdict.GOOD, subject, found, "", "");
    }

    static Finding less(String subject, String found, String without, String remedy) {
        return new Finding(Verdict.LESS, subject, found, without, remedy);
    }

    static Finding bad(String subject, String found, String without, String remedy) {
        return new Finding(Verdict.BAD, subject, found, without, remedy);
    }
}
