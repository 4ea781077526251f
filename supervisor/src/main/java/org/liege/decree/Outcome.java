package org.liege.decree;

import java.util.List;
import java.util.Objects;
import org.liege.vassal.Decree;
import org.liege.vassal.Fault;

/** What a look at the vassals directories found about one vassal; each change of a file leads to exactly one. */
public sealed interface Outcome {
    /** The vassal's name. */
    String name();

    /** The file is new, edited, touched or mended, and valid. */
    record Decreed(Decree decree) implements Outcome {
        public Decreed {
            Objects.requireNonNull(decree, "decree");
        }

        @Override
        public String name() {
            return decree.name();
        }
    }

    /** The file is there and can't be obeyed; an earlier good decree of it goes on to hold. */
    record Faulted(String name, String file, List<Fault> faults) implements Outcome {
        public Faulted {
            Objects.requireNonNull(name, "name");
            Objects.requireNonNull(file, "file");
            faults = List.copyOf(faults);
        }
    }

    /** The file is gone. */
    record Withdrawn(String name, String file) implements Outcome {
        public Withdrawn {
            Objects.requireNonNull(name, "name");
            Objects.requireNonNull(file, "file");
        }
    }
}
