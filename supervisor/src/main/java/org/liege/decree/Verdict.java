package org.liege.decree;

import java.util.List;
import java.util.Objects;
import org.liege.vassal.Decree;
import org.liege.vassal.Fault;

/** What became of reading one vassal file. */
public sealed interface Verdict {
    /** It orders this. */
    record Good(Decree decree) implements Verdict {
        public Good {
            Objects.requireNonNull(decree, "decree");
        }
    }

    /** It can't be obeyed; every fault that was found, at least one. */
    record Bad(List<Fault> faults) implements Verdict {
        public Bad {
            faults = List.copyOf(faults);
            if (faults.isEmpty()) {
                throw new IllegalArgumentException("bad without a fault");
            }
        }
    }
}
