package org.liege.emperor;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.liege.vassal.VassalView;

/**
 * Who came, who went, and whose file has other faults, between two publications.
 *
 * @param appeared by name; the caller may take out of it
 * @param gone as they were
 * @param faults those whose faults differ
 */
record Census(Map<String, VassalView> appeared, List<VassalView> gone, List<VassalView> faults) {
    /** Both sorted by name. Views that did not change are the same objects, so that this takes microseconds for thousands. */
    static Census between(List<VassalView> before, List<VassalView> after) {
        Census census = new Census(new TreeMap<>(), new ArrayList<>(), new ArrayList<>());
        int old = 0;
        for (VassalView view : after) {
            while (old < before.size() && before.get(old).name().compareTo(view.name()) < 0) {
                census.gone.add(before.get(old++));
            }
            boolean known = old < before.size() && before.get(old).name().equals(view.name());
            if (known) {
                census.compare(before.get(old++), view);
            } else {
                census.take(view);
            }
        }
        census.gone.addAll(before.subList(old, before.size()));
        return census;
    }

    private void compare(VassalView before, VassalView after) {
        if (before != after && !before.faults().equals(after.faults())) {
            faults.add(after);
        }
    }

    private void take(VassalView view) {
        appeared.put(view.name(), view);
        if (!view.faults().isEmpty()) {
            faults.add(view);
        }
    }
}
