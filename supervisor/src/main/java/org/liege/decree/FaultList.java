package org.liege.decree;

import java.util.ArrayList;
import java.util.List;
import org.liege.vassal.Fault;

/** The faults found so far; at most {@link Limits#FAULTS}, then one that says that there are more. */
final class FaultList {
    private final List<Fault> faults = new ArrayList<>();
    private boolean cut;

    void add(String file, int line, String message) {
        add(new Fault(file, line, message));
    }

    void add(IniEntry place, String message) {
        add(place.file(), place.line(), message);
    }

    void add(Fault fault) {
        if (faults.size() < Limits.FAULTS) {
            faults.add(fault);
        } else if (!cut) {
            cut = true;
            faults.add(new Fault(fault.file(), fault.line(),
                    "more than " + Limits.FAULTS + " faults; the rest is not listed"));
        }
    }

    void addAll(List<Fault> more) {
        more.forEach(this::add);
    }

    boolean isEmpty() {
        return faults.isEmpty();
    }

    /** In the order of the lines; faults of a file as a whole come first. */
    List<Fault> list() {
        List<Fault> sorted = new ArrayList<>(faults);
        sorted.sort(java.util.Comparator.comparing(Fault::file).thenComparingInt(Fault::line));
        return List.copyOf(sorted);
    }
}
