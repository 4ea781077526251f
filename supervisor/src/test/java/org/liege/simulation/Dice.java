package org.liege.simulation;

import java.util.List;

/** The only source of chance in a simulation. SplitMix64, written out so that a seed replays alike on every JDK. */
final class Dice {
    private long state;

    Dice(long seed) {
        state = seed;
    }

    /** A die of its own for a part of the world: what is drawn there does not shift what is drawn elsewhere. */
    Dice fork() {
        return new Dice(next());
    }

    boolean chance(int percent) {
        return between(0, 99) < percent;
    }

    /** Both bounds included. */
    long between(long low, long high) {
        return low + Math.floorMod(next() >>> 1, high - low + 1);
    }

    int between(int low, int high) {
        return (int) between((long) low, high);
    }

    <T> T pick(List<T> choices) {
        return choices.get(between(0, choices.size() - 1));
    }

    private long next() {
        state += 0x9E3779B97F4A7C15L;
        long z = state;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }
}
