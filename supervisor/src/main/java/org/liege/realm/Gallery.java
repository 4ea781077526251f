package org.liege.realm;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.liege.vassal.Fault;
import org.liege.vassal.Moment;
import org.liege.vassal.VassalView;

/**
 * Keeps the views of all vassals and makes snapshots of them: one array copy a publication, however many vassals
 * changed; sorting only when names came or went.
 */
final class Gallery {
    private final Map<String, Integer> places = new HashMap<>();
    private VassalView[] views = {};
    private final Map<String, VassalView> changed = new HashMap<>();
    private final List<String> removed = new ArrayList<>();
    private List<Fault> refused = List.of();
    private boolean dirty = true;
    private long sequence;
    private Snapshot latest;

    void hang(VassalView view) {
        Integer place = places.get(view.name());
        if (place != null && views[place].equals(view) && !changed.containsKey(view.name())
                && !removed.contains(view.name())) {
            return;
        }
        changed.put(view.name(), view);
        dirty = true;
    }

    void remove(String name) {
        changed.remove(name);
        removed.add(name);
        dirty = true;
    }

    void refused(List<Fault> files) {
        dirty |= !refused.equals(files);
        refused = List.copyOf(files);
    }

    Snapshot snapshot(Moment now) {
        if (dirty) {
            apply();
            sequence++;
            latest = new Snapshot(sequence, now, Collections.unmodifiableList(Arrays.asList(views)), refused);
            dirty = false;
        }
        return latest;
    }

    private void apply() {
        boolean membersChanged = !removed.isEmpty() || !places.keySet().containsAll(changed.keySet());
        if (membersChanged) {
            rebuild();
        } else {
            views = views.clone();
            changed.forEach((name, view) -> views[places.get(name)] = view);
        }
        changed.clear();
        removed.clear();
    }

    private void rebuild() {
        Map<String, VassalView> all = new HashMap<>();
        for (VassalView view : views) {
            all.put(view.name(), view);
        }
        removed.forEach(all::remove);
        all.putAll(changed);
        views = all.values().toArray(VassalView[]::new);
        Arrays.sort(views, java.util.Comparator.comparing(VassalView::name));
        places.clear();
        for (int i = 0; i < views.length; i++) {
            places.put(views[i].name(), i);
        }
    }
}
