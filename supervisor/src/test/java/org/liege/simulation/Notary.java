package org.liege.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.liege.vassal.Memory;

/**
 * Writes one master's memories down: whoever is about to be spawned before that is done, everything else soon. What is still
 * pending when the master dies is lost.
 */
final class Notary {
    private record Page(String vassal, Optional<Memory> memory) {}

    private final Timeline timeline;
    private final Dice dice;
    private final Ledger ledger;
    private final List<Page> pending = new ArrayList<>();

    Notary(Timeline timeline, Dice dice, Ledger ledger) {
        this.timeline = timeline;
        this.dice = dice;
        this.ledger = ledger;
    }

    void keep(Map<String, Optional<Memory>> changes) {
        changes.forEach((name, memory) -> pending.add(new Page(name, memory)));
        if (changes.values().stream().flatMap(Optional::stream).anyMatch(Notary::spawns)) {
            write();
        } else if (!pending.isEmpty()) {
            timeline.in(dice.between(0L, 150L), this::write);
        }
    }

    private static boolean spawns(Memory memory) {
        return memory.workers().stream().anyMatch(worker -> worker.pid() == 0);
    }

    private void write() {
        pending.forEach(page -> ledger.write(page.vassal(), page.memory()));
        pending.clear();
    }

    void masterDied() {
        pending.clear();
    }
}
