package org.liege.simulation.invariants;

import org.liege.realm.Snapshot;
import org.liege.vassal.Action;
import org.liege.vassal.Moment;

/** Never more workers of a vassal than decreed, one a slot; those that were asked to end do not count. */
final class WithinProcesses implements Invariant {
    @Override
    public void ordered(VassalRecord vassal, Action action, Moment now) {
        if (action instanceof Action.Spawn spawn) {
            int slot = spawn.slot();
            require(slot >= 0 && slot < vassal.decree.processes(), "%s: spawn in slot %d of %d", vassal.name, slot,
                    vassal.decree.processes());
            require(vassal.workers.stream().noneMatch(worker -> worker.alive() && worker.slot == slot),
                    "%s: spawn in slot %d, which has a worker", vassal.name, slot);
            require(spawn.decree().equals(vassal.decree), "%s: spawn by an old decree", vassal.name);
        }
    }

    @Override
    public void turned(Records records, Snapshot snapshot, Moment now) {
        for (VassalRecord vassal : records.vassals()) {
            long wanted = vassal.workers.stream().filter(worker -> worker.told && worker.wanted()).count();
            require(wanted == 0 || wanted <= vassal.decree.processes(), "%s: %d workers of %d", vassal.name, wanted,
                    vassal.decree == null ? 0 : vassal.decree.processes());
        }
    }
}
