package org.liege.simulation;

/** What the world is like: stormy, with faults of every kind, then calm for good. */
final class Weather {
    private final Dice dice;
    private boolean calm;
    private int listenFailurePercent;
    private int spawnFailurePercent;
    private boolean shortage;
    /** Some worlds answer at once, as a local kernel does; others late. */
    private final boolean prompt;

    Weather(Dice dice) {
        this.dice = dice;
        this.prompt = dice.chance(40);
        change();
    }

    void change() {
        listenFailurePercent = dice.chance(70) ? 0 : dice.between(10, 90);
        spawnFailurePercent = dice.chance(70) ? 0 : dice.between(10, 90);
        shortage = dice.chance(15);
    }

    void calmDown() {
        calm = true;
        listenFailurePercent = 0;
        spawnFailurePercent = 0;
        shortage = false;
    }

    boolean calm() {
        return calm;
    }

    boolean shortage() {
        return shortage;
    }

    boolean listenFails() {
        return dice.chance(listenFailurePercent);
    }

    boolean spawnFails() {
        return dice.chance(spawnFailurePercent);
    }

    /** How long a call into the kernel, or the way of a fact to the master, takes. */
    long latency() {
        if (prompt || dice.chance(50)) {
            return 0;
        }
        return !calm && dice.chance(4) ? dice.between(100L, 2_500L) : dice.between(0L, 15L);
    }
}
