package org.liege.blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Workers that live and do nothing are replaced; those that have too much to do are not. */
@Timeout(180)
class LivenessIT {
    private static final String BEATING = Worker.command("--heartbeat", "100");

    @RegisterExtension
    final Realm realm = new Realm();

    /** Ready, and none of these. */
    private App replaced(String name, long... pids) {
        return realm.awaitThat(name, app -> app.readyPids().size() == 1
                && Arrays.stream(pids).noneMatch(pid -> app.readyPids().contains(pid)));
    }

    private void awaitLogged(String words) {
        Until.passes(() -> assertThat(realm.daemon().output()).contains(words));
    }

    // --- watchdog ------------------------------------------------------------------------------------------------

    @Test
    void stoppedWorkerIsReplacedAndItsSuccessorServesWhoWaits() {
        realm.drop("hang", BEATING, "watchdog = 1s");
        realm.up();
        long pid = realm.await("hang", "running").pid();
        realm.watch("hang", Duration.ofSeconds(2), app -> app.pids().equals(List.of(pid)));
        Processes.signal(pid, "STOP");
        // Waits in the queue until somebody accepts.
        assertThat(Http.get(realm.socket("hang"), "/pid")).doesNotContain("" + pid);
        App after = replaced("hang", pid);
        awaitLogged("SIGTERM to pid " + pid);
        awaitLogged("it hung: no WATCHDOG=1 within 1 s");
        Until.holds("the end of the old one", () -> !Processes.alive(pid));
        assertThat(realm.awaitThat("hang", app -> app.json().at("lastExit") != null).json().number("lastExit.pid"))
                .isEqualTo((int) pid);
        assertThat(after.restarts()).isEqualTo(1);
    }

    @Test
    void successorDoesNotWaitForTheEndOfWhatHangs() {
        realm.drop("hang", Worker.command("--heartbeat", "100", "--ignore-term"), "watchdog = 500ms",
                "stop-timeout = 4s");
        realm.up();
        long pid = realm.await("hang", "running").pid();
        Processes.signal(pid, "USR1");
        App after = replaced("hang", pid);
        assertThat(Processes.alive(pid)).as("the old one still ends").isTrue();
        assertThat(after.pids()).contains(pid).hasSize(2);
        App ended = realm.awaitThat("hang", app -> app.json().at("lastExit") != null);
        assertThat(ended.json().number("lastExit.pid")).isEqualTo((int) pid);
        assertThat(ended.json().text("lastExit.signal")).isEqualTo("KILL");
        assertThat(ended.pids()).isEqualTo(after.readyPids());
    }

    @Test
    void oneOfThreeIsReplacedWhileTheOthersServe() {
        realm.drop("three", BEATING, "watchdog = 1s", "processes = 3");
        realm.up();
        List<Long> pids = realm.awaitThat("three", app -> app.readyPids().size() == 3).readyPids();
        Processes.signal(pids.get(1), "STOP");
        App after = realm.awaitThat("three", app -> app.readyPids().size() == 3 && !app.pids().contains(pids.get(1)));
        assertThat(after.pids()).contains(pids.get(0), pids.get(2));
        assertThat(after.state()).isEqualTo("running");
        assertThat(after.generation()).isEqualTo(1);
        realm.watch("three", Duration.ofSeconds(2), app -> app.readyPids().equals(after.readyPids()));
    }

    @Test
    void workerThatNeverSaysMoreThanReadyIsReplacedAndThrottled() {
        realm.drop("ready", Worker.command("--notify-after", "0"), "ready = notify", "watchdog = 300ms",
                "throttle = 50ms", "failed-after = 3");
        realm.up();
        App failed = realm.await("ready", "failed");
        assertThat(failed.reason()).contains("hung: no WATCHDOG=1 within 300 ms");
        assertThat(failed.starts()).isEqualTo(3);
    }

    @Test
    void workerThatFallsSilentOrCriesForHelpIsReplaced() {
        realm.drop("silent", Worker.command("--heartbeat", "100", "--heartbeat-until", "2500"), "watchdog = 500ms");
        realm.drop("crying", Worker.command("--trigger-after", "1500"));
        realm.up();
        realm.awaitThat("silent", app -> app.starts() > 1);
        realm.awaitThat("crying", app -> app.starts() > 1);
        awaitLogged("it hung: said WATCHDOG=trigger");
    }

    @Test
    void masterThatWasItselfHeldUpBlamesNobody() {
        realm.drop("well", BEATING, "watchdog = 500ms", "health = http:/health", "health-interval = 200ms",
                "health-failures = 1");
        realm.up();
        long pid = realm.await("well", "running").pid();
        Processes.signal(realm.daemon().pid(), "STOP");
        try {
            Until.stays(Duration.ofSeconds(3), () -> assertThat(Processes.alive(pid)).isTrue());
        } finally {
            Processes.signal(realm.daemon().pid(), "CONT");
        }
        realm.watch("well", Duration.ofSeconds(2), app -> app.pids().equals(List.of(pid)) && app.starts() == 1);
    }

    @Test
    void workerThatAnEarlierMasterHasStartedIsWatchedOn() {
        realm.drop("old", BEATING, "watchdog = 1s", "health = http:/health", "health-interval = 300ms");
        realm.up();
        long pid = realm.await("old", "running").pid();
        realm.daemon().kill();
        // Its heartbeats meet nobody for longer than the watchdog allows.
        Until.stays(Duration.ofSeconds(2), () -> assertThat(Processes.alive(pid)).isTrue());
        realm.up();
        realm.await("old", "running");
        realm.watch("old", Duration.ofSeconds(3), app -> app.pids().equals(List.of(pid)));
        Processes.signal(pid, "USR1");
        replaced("old", pid);
    }

    @Test
    void newGenerationThatIsSilentDoesNotTakeOver() {
        realm.drop("roll", BEATING, "watchdog = 500ms");
        realm.up();
        long pid = realm.await("roll", "running").pid();
        realm.watch("roll", Duration.ofSeconds(1), app -> app.pids().equals(List.of(pid)));
        realm.drop("roll", Worker.command("--text", "silent"), "watchdog = 500ms", "throttle = 10m",
                "throttle-max = 10m");
        App bad = realm.awaitThat("roll", app -> app.reason().contains("no WATCHDOG=1 within 500 ms"));
        assertThat(bad.reason()).contains("the one before serves on");
        realm.awaitThat("roll", app -> app.pids().equals(List.of(pid)));
        realm.drop("roll", Worker.command("--heartbeat", "100", "--text", "good"), "watchdog = 500ms");
        replaced("roll", pid);
        realm.awaitThat("roll", app -> app.pids().size() == 1 && app.state().equals("running"));
        assertThat(Http.get(realm.socket("roll"), "/pid")).contains("good");
    }

    @Test
    void watchdogThatIsSwitchedOnLaterIsMeantForNewWorkersOnly() {
        realm.drop("later", BEATING);
        realm.up();
        long pid = realm.await("later", "running").pid();
        assertThat(Http.get(realm.socket("later"), "/env")).doesNotContain("WATCHDOG_");
        realm.drop("later", BEATING, "watchdog = 750ms");
        replaced("later", pid);
        Until.holds("the end of the old one", () -> !Processes.alive(pid));
        assertThat(Http.get(realm.socket("later"), "/env"))
                .contains("WATCHDOG_USEC=750000\n").doesNotContain("WATCHDOG_PID");
        App running = realm.awaitThat("later", app -> app.pids().size() == 1 && app.state().equals("running"));
        realm.watch("later", Duration.ofSeconds(2), app -> app.pids().equals(running.pids()));
    }

    @Test
    void workerThatFloodsItsSocketHarmsNobodyElse() {
        realm.drop("flood", Component.PYTHON.require() + " -c \"" + FLOOD + "\"", "ready = notify", "watchdog = 1s");
        realm.drop("other", BEATING, "watchdog = 1s");
        realm.up();
        long pid = realm.await("flood", "running").pid();
        long other = realm.await("other", "running").pid();
        realm.watch("flood", Duration.ofSeconds(2), app -> app.pids().equals(List.of(pid)));
        assertThat(realm.app("other").pid()).isEqualTo(other);
        assertThat(realm.daemon().output()).containsOnlyOnce("wishes for another watchdog time");
        Processes.signal(other, "STOP");
        replaced("other", other);
        Processes.signal(pid, "KILL");
        replaced("flood", pid);
    }

    private static final String FLOOD = "import os, socket; s = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM); "
            + "[s.sendto(b'READY=1 WATCHDOG=1 WATCHDOG_USEC=9'.replace(b' ', bytes([10])), os.environ['NOTIFY_SOCKET'])"
            + " for _ in iter(int, 1)]";

    // --- health --------------------------------------------------------------------------------------------------

    private static final String[] EAGER = {"health = http:/health", "health-interval = 300ms", "health-failures = 2"};

    @Test
    void deadlockedWorkerIsReplacedAndWhoWaitsIsServed() throws Exception {
        realm.drop("lock", Worker.command(), EAGER);
        realm.up();
        long pid = realm.await("lock", "running").pid();
        realm.watch("lock", Duration.ofSeconds(2), app -> app.pids().equals(List.of(pid)));
        try (Http victim = new Http(realm.socket("lock"))) {
            victim.send("GET /hang HTTP/1.1\r\n\r\n");
            Until.holds("accepted", () -> Listeners.at(realm.socket("lock")).queued() == 0);
            assertThat(Http.get(realm.socket("lock"), "/pid")).doesNotContain("" + pid);
        }
        replaced("lock", pid);
        awaitLogged("it hung: unhealthy: ");
    }

    @Test
    void workerThatAcceptsAndNeverAnswersIsReplaced() {
        realm.drop("mute", Worker.command(), EAGER);
        realm.up();
        long pid = realm.await("mute", "running").pid();
        Http.get(realm.socket("mute"), "/mute");
        replaced("mute", pid);
        awaitLogged("it hung: unhealthy: gave no answer to GET /health within 300 ms");
        assertThat(Http.get(realm.socket("mute"), "/pid")).doesNotContain("" + pid);
    }

    @Test
    void stoppedWorkerIsFoundByItsHealthToo() {
        realm.drop("stop", Worker.command(), EAGER);
        realm.up();
        long pid = realm.await("stop", "running").pid();
        Processes.signal(pid, "STOP");
        replaced("stop", pid);
        awaitLogged("it hung: unhealthy: accepted nobody within 300 ms");
    }

    @Test
    void workerThatSaysThatItIsIllIsReplacedAndAnotherStatusCanBeWanted() {
        realm.drop("ill", Worker.command("--health", "500"), EAGER);
        realm.drop("teapot", Worker.command("--health", "418"), "health = http:/health=418", "health-interval = 300ms",
                "health-failures = 1");
        realm.up();
        long pid = realm.await("teapot", "running").pid();
        realm.awaitThat("ill", app -> app.starts() > 2);
        awaitLogged("it hung: unhealthy: answered 500 to GET /health");
        assertThat(realm.app("teapot").pids()).containsExactly(pid);
    }

    /** A request takes 200 ms, six wait ahead of each, and a check has 400 ms: none could be answered in time. */
    @Test
    void overloadedWorkerIsLeftAlone() throws Exception {
        realm.drop("busy", Worker.command("--work", "200"), "listen = 4", "health = http:/health",
                "health-interval = 400ms", "health-failures = 2");
        realm.up();
        long pid = realm.await("busy", "running").pid();
        try (Crowd crowd = new Crowd(realm.socket("busy"), "/pid", 10)) {
            Until.holds("a full queue", () -> Listeners.at(realm.socket("busy")).queued() > 4);
            realm.watch("busy", Duration.ofSeconds(6), app -> app.pids().equals(List.of(pid)) && app.starts() == 1);
            assertThat(crowd.answered()).isPositive();
            // The same crowd does not hide a hang.
            Processes.signal(pid, "STOP");
            realm.awaitThat("busy", app -> app.starts() == 2 && app.readyPids().size() == 1);
        }
    }

    /** Into this queue no connection of the master's ever gets. */
    @Test
    void workerThatStartsIntoAFullQueueIsFoundReady() throws Exception {
        realm.drop("asks", Worker.command("--work", "100"), "listen = 2", "ready = http:/health");
        realm.up();
        long pid = realm.await("asks", "running").pid();
        try (Crowd crowd = new Crowd(realm.socket("asks"), "/pid", 10)) {
            Until.holds("a full queue", () -> Listeners.at(realm.socket("asks")).queued() > 2);
            Processes.signal(pid, "KILL");
            replaced("asks", pid);
            long answered = crowd.answered();
            Until.holds("the crowd is served", () -> crowd.answered() > answered);
        }
    }

    @Test
    void checksDoNotFillTheQueueOfAWorkerThatHangs() throws Exception {
        realm.drop("hung", Worker.command(), "health = http:/health", "health-interval = 100ms",
                "health-failures = 1000000");
        realm.up();
        long pid = realm.await("hung", "running").pid();
        int descriptors = Processes.descriptors(realm.daemon().pid()).size();
        Processes.signal(pid, "STOP");
        try {
            Until.stays(Duration.ofSeconds(2), () ->
                    assertThat(Listeners.at(realm.socket("hung")).queued()).isLessThanOrEqualTo(1));
        } finally {
            Processes.signal(pid, "CONT");
        }
        assertThat(Http.get(realm.socket("hung"), "/pid")).contains("" + pid);
        assertThat(Processes.descriptors(realm.daemon().pid()).size()).isLessThanOrEqualTo(descriptors + 2);
    }
}
