package org.liege.simulation;

import java.util.List;
import org.liege.vassal.Fact;

/** People: single visitors, floods, hours of rush, and proxies that ask whether somebody is there. */
final class Crowd {
    private final Timeline timeline;
    private final Dice dice;
    private final Trace trace;
    private final Weather weather;
    private final Visitors visitors;
    private final Succession succession;
    private final List<String> names;

    Crowd(Timeline timeline, Dice dice, Trace trace, Weather weather, Visitors visitors, Succession succession,
            List<String> names) {
        this.timeline = timeline;
        this.dice = dice;
        this.trace = trace;
        this.weather = weather;
        this.visitors = visitors;
        this.succession = succession;
        this.names = names;
    }

    /** Somebody comes, or nobody. */
    void stir() {
        String name = dice.pick(names);
        int what = dice.between(0, 99);
        if (what < 25) {
            come(name, dice.between(1, 3), 50);
        } else if (what < 40) {
            come(name, dice.between(5, 200), dice.between(1, 100));
        } else if (what < 52) {
            rush(name);
        } else if (what < 62) {
            ask(name);
        }
    }

    /** Once the storm is over, everybody gets a visitor or two. */
    void calmDown() {
        names.forEach(name -> timeline.in(dice.between(0L, 8_000L), () -> come(name, dice.between(1, 2), 50)));
    }

    private void rush(String name) {
        int each = dice.between(2, 30);
        int paceMillis = dice.between(20, 400);
        for (int wave = dice.between(3, 20); wave > 0; wave--) {
            timeline.in(wave * 100L, () -> come(name, each, paceMillis));
        }
    }

    private void come(String name, int count, int paceMillis) {
        int taken = visitors.come(name, count, paceMillis);
        trace.line(timeline.nowMillis(), count + " come to " + name + ", " + taken + " wait");
    }

    /** A proxy asks where to send somebody; what it asks about may be gone, awake or stopped when the question is heard. */
    private void ask(String name) {
        for (int times = dice.chance(30) ? dice.between(2, 10) : 1; times > 0; times--) {
            succession.deliver(weather.latency(), name, new Fact.Called());
        }
    }
}
