package org.liege.vassal;

import java.util.List;

/** Orders workers to be spawned. */
final class Hiring {
    /** Old, new and those that still end: so many times {@code processes} workers live at once, and no more. */
    static final int MOST_GENERATIONS = 3;

    private final Affairs affairs;

    Hiring(Affairs affairs) {
        this.affairs = affairs;
    }

    /** Whether so many more may live; otherwise some have to end first. */
    boolean room(int more) {
        int processes = Math.max(
                affairs.processes(), affairs.generations.serves().map(Decree::processes).orElse(0));
        return affairs.staff.countAlive() + more <= MOST_GENERATIONS * processes;
    }

    void spawn(int generation, List<Integer> slots, Decree decree, List<Action> actions) {
        affairs.tally.starting();
        for (int slot : slots) {
            Worker worker = new Worker(affairs.nextSerial(), generation, slot, decree);
            affairs.staff.hire(worker);
            actions.add(new Action.Spawn(worker.serial, generation, slot, decree));
        }
    }
}
