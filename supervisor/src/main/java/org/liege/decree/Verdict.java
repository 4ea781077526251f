package org.liege.decree;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.liege.vassal.Decree;
import org.liege.vassal.Fault;

/** What became of reading one vassal file. */
public sealed interface Verdict {
    /** Files beside the vassal's own that its meaning hangs on: a change of one is a change of it. */
    Set<Path> companions();

    /**
     * It orders this.
     *
     * @param notes what is left to uWSGI, or works otherwise under Liege than its author may expect; no faults
     * @param companions other files that its meaning hangs on, there or not
     */
    record Good(Decree decree, List<Fault> notes, Set<Path> companions) implements Verdict {
        public Good {
            Objects.requireNonNull(decree, "decree");
            notes = List.copyOf(notes);
            companions = Set.copyOf(companions);
        }

        /** Of a file that stands for itself. */
        public Good(Decree decree) {
            this(decree, List.of(), Set.of());
        }
    }

    /**
     * It can't be obeyed.
     *
     * @param faults every one that was found, at least one
     * @param companions other files that its meaning hangs on, there or not
     */
    record Bad(List<Fault> faults, Set<Path> companions) implements Verdict {
        /** Of a file that stands for itself. */
        public Bad(List<Fault> faults) {
            this(faults, Set.of());
        }

        public Bad {
            faults = List.copyOf(faults);
            companions = Set.copyOf(companions);
            if (faults.isEmpty()) {
                throw new IllegalArgumentException("bad without a fault");
            }
        }
    }
}
