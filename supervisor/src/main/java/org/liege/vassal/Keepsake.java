package org.liege.vassal;

import java.util.List;

/** Writes down the {@link Memory} of a vassal. */
final class Keepsake {
    private Keepsake() {}

    static Memory of(Affairs affairs) {
        Tally tally = affairs.tally;
        Generations generations = affairs.generations;
        List<Memory.Worker> workers = affairs.staff.all().stream()
                .filter(Worker::alive)
                .map(Worker::memory)
                .toList();
        return new Memory(
                affairs.name,
                generations.serving(),
                generations.last(),
                affairs.lastSerial(),
                generations.serves(),
                tally.starts(),
                tally.restarts(),
                tally.lastExit(),
                affairs.throttle.memory(),
                affairs.rollThrottle.memory(),
                workers,
                affairs.listeners.views(affairs.intent.decree().orElse(null)));
    }
}
