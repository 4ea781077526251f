package org.liege.simulation;

import java.util.List;
import org.liege.vassal.Exit;
import org.liege.vassal.Policy;

/** What becomes of a new process, by the temper of its app and by chance. */
final class Fates {
    /** MAX_VALUE: never. */
    record Fate(long readyInMillis, long hangsAfterMillis, long endsInMillis, Exit exit, boolean obeysStop) {}

    private static final long NEVER = Long.MAX_VALUE;

    private static final List<Exit> EXITS = List.of(
            new Exit(0, null, false, false, ""),
            new Exit(3, null, false, false, "Traceback: no module named shop"),
            new Exit(127, null, false, true, "could not execute /srv/app: no such file (ENOENT)"),
            new Exit(null, "SEGV", false, false, ""),
            new Exit(null, "KILL", true, false, ""),
            new Exit(null, null, false, false, ""));

    private static final Exit CLEAN = new Exit(0, null, false, false, "");

    private final Dice dice;
    private final Weather weather;

    Fates(Dice dice, Weather weather) {
        this.dice = dice;
        this.weather = weather;
    }

    Fate of(Temper temper, Policy policy) {
        return switch (temper) {
            case HEALTHY -> healthy();
            case FLAKY -> weather.calm() ? healthy() : flaky(policy);
            case STUBBORN -> new Fate(soon(), NEVER, NEVER, CLEAN, false);
            case HOPELESS -> new Fate(NEVER, NEVER, dice.between(0L, 200L), dice.pick(EXITS), true);
            case MUTE -> new Fate(NEVER, NEVER, NEVER, CLEAN, dice.chance(50));
            case HANGING -> weather.calm() ? healthy()
                    : new Fate(soon(), dice.between(0L, 6_000L), NEVER, CLEAN, true);
            case BRIEF -> new Fate(soon(), NEVER, dice.between(300L, 6_000L), CLEAN, true);
        };
    }

    private Fate healthy() {
        return new Fate(soon(), NEVER, NEVER, CLEAN, true);
    }

    private Fate flaky(Policy policy) {
        long ready = dice.chance(80) ? soon() : dice.between(policy.startTimeoutMillis() - 50,
                policy.startTimeoutMillis() + 50);
        long ends = dice.chance(30) ? NEVER : dice.chance(50) ? dice.between(0L, 500L)
                : dice.between(500L, 5_000L);
        return new Fate(dice.chance(10) ? NEVER : ready, NEVER, ends, dice.pick(EXITS), dice.chance(70));
    }

    private long soon() {
        return dice.between(1L, 300L);
    }
}
