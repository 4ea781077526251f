package org.liege.simulation;

import java.util.List;
import java.util.Optional;
import org.liege.vassal.Decree;
import org.liege.vassal.Exit;
import org.liege.vassal.Fact;
import org.liege.vassal.Verb;

/** Things that happen to a realm: files, orders, deaths, strangers. */
final class Storm {
    private static final Exit KILLED = new Exit(null, "KILL", false, false, "");

    private final Timeline timeline;
    private final Dice dice;
    private final Trace trace;
    private final Weather weather;
    private final ProcessTable processes;
    private final Directory directory;
    private final FakeKernel kernel;
    private final Succession succession;
    private final Scribe scribe;
    private final List<String> names;
    /** The scanner tells of files in the order in which it saw them. */
    private long scannerBusyUntilMillis;

    Storm(Timeline timeline, Dice dice, Trace trace, Weather weather, ProcessTable processes, Directory directory,
            FakeKernel kernel, Succession succession) {
        this.timeline = timeline;
        this.dice = dice;
        this.trace = trace;
        this.weather = weather;
        this.processes = processes;
        this.directory = directory;
        this.kernel = kernel;
        this.succession = succession;
        this.scribe = new Scribe(dice.fork());
        this.names = List.of("a", "b", "c", "d", "e", "f", "g", "h").subList(0, dice.between(1, 8));
    }

    /** One thing happens. */
    void blow() {
        String name = dice.pick(names);
        int what = dice.between(0, 99);
        if (what < 45) {
            file(name);
        } else if (what < 57) {
            tell(name, new Fact.Ordered(dice.pick(List.of(Verb.values()))));
        } else if (what < 70) {
            death();
        } else if (what < 78) {
            strangers();
        } else if (what < 82) {
            kernel.losePath(name);
        } else if (what < 85) {
            tell(name, new Fact.Mended());
        } else if (what < 90) {
            weather.change();
        } else if (what < 95) {
            succession.master().ifPresent(Master::question);
        } else if (what < 97) {
            timeline.stepWallClock(dice.between(-7_200_000L, 7_200_000L));
        } else {
            masterGoes();
        }
    }

    /** Whom it may concern. */
    List<String> names() {
        return names;
    }

    /** Nothing comes any more, and what is broken is mended. */
    void calmDown() {
        weather.calmDown();
        succession.begin();
        succession.master().ifPresent(master -> master.doom(false));
    }

    // --- files ---------------------------------------------------------------------------------------------------

    private void file(String name) {
        Optional<Directory.File> file = directory.find(name);
        Decree last = file.map(Directory.File::decree).orElse(null);
        int what = dice.between(0, 119);
        if (last == null) {
            write(name, scribe.fresh(name), what < 85);
        } else if (what < 20) {
            write(name, scribe.editedLive(last), true);
        } else if (what < 45) {
            write(name, scribe.editedThoroughly(last), true);
        } else if (what < 60) {
            write(name, scribe.touched(last), true);
        } else if (what < 80) {
            write(name, last, false);
        } else if (what < 90) {
            write(name, scribe.badlyDeployed(last), true);
        } else if (what < 102) {
            write(name, scribe.mended(last), true);
        } else if (what < 105) {
            touches(name);
        } else {
            directory.remove(name);
            scanned(name);
        }
    }

    /** Somebody leans on the key. */
    private void touches(String name) {
        long at = 0;
        for (int times = dice.between(2, 12); times > 0; times--) {
            at += dice.between(0L, 250L);
            timeline.in(at, () -> directory.find(name).map(Directory.File::decree)
                    .ifPresent(last -> write(name, scribe.touched(last), true)));
        }
    }

    private void write(String name, Decree decree, boolean valid) {
        if (valid) {
            directory.write(name, decree);
        } else {
            directory.spoil(name);
        }
        scanned(name);
    }

    /** Told as it is when it is told, for the scanner looks at the file, not at the edit. */
    private void scanned(String name) {
        scannerBusyUntilMillis = Math.max(timeline.nowMillis(), scannerBusyUntilMillis) + weather.latency();
        timeline.at(scannerBusyUntilMillis, () -> succession.master().ifPresent(master ->
                master.take(name, directory.find(name).map(Directory.File::fact).orElseGet(Fact.Withdrawn::new))));
    }

    private void tell(String name, Fact fact) {
        succession.master().ifPresent(master -> master.take(name, fact));
    }

    // --- processes -----------------------------------------------------------------------------------------------

    private void death() {
        List<Process> workers = processes.livingWorkers();
        for (int i = dice.chance(20) ? workers.size() : 1; i > 0 && !workers.isEmpty(); i--) {
            Process victim = dice.pick(workers);
            trace.line(timeline.nowMillis(), victim + " of " + victim.vassal + " is killed by somebody");
            kernel.end(victim, KILLED);
        }
    }

    private void strangers() {
        List<Process> strangers = processes.strangers();
        if (!strangers.isEmpty() && dice.chance(50)) {
            processes.died(dice.pick(strangers));
        } else if (strangers.size() < 8) {
            processes.freePid().ifPresent(pid ->
                    processes.born(Process.stranger(pid, processes.nextTicks(timeline.nowMillis()))));
        }
    }

    private void masterGoes() {
        if (succession.master().isEmpty()) {
            return;
        }
        if (dice.chance(30)) {
            succession.master().orElseThrow().end();
        } else {
            fall();
        }
    }

    /** Now, or in the middle of its next turn. */
    private void fall() {
        if (dice.chance(50)) {
            succession.fall();
        } else {
            succession.master().orElseThrow().doom(true);
        }
    }
}
