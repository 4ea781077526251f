package org.liege.blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The hook: told of every change of state, never in the way, and never silently broken. */
@Timeout(120)
class HookIT {
    @RegisterExtension
    final Realm realm = new Realm();

    private Path told() {
        return realm.place().resolve("told");
    }

    private List<String> toldLines() throws IOException {
        return Files.exists(told()) ? Files.readAllLines(told()) : List.of();
    }

    /** A shell script, put in place whole. */
    private String hook(String... lines) throws IOException {
        Path script = realm.place().resolve("hook");
        Path fresh = realm.place().resolve("hook.new");
        Files.writeString(fresh, "#!/bin/sh\n" + String.join("\n", lines) + "\n");
        Files.setPosixFilePermissions(fresh, PosixFilePermissions.fromString("rwxr-xr-x"));
        Files.move(fresh, script, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        return script.toString();
    }

    private List<String> complaints(Path door) {
        return ((List<?>) Json.parse(Http.get(door, "/healthz")).at("complaints")).stream().map(String::valueOf).toList();
    }

    @Test
    void isToldOfEachChangeInItsEnvironmentAndOnStandardInput() throws IOException {
        String script = hook("read -r line", "echo \"$1|$LIEGE_APP|$LIEGE_FROM|$LIEGE_TO|$LIEGE_CAUSE|$LIEGE_REASON|$line\" >> "
                + told());
        realm.drop("one", Worker.command("--write", "no database", "--exit", "3"), "failed-after = 1", "throttle = 10s",
                "throttle-max = 20s");
        realm.up("--hook", script + " 'a b'", "--hook-on", "failed");
        Until.passes(() -> assertThat(toldLines()).hasSize(1));
        String line = toldLines().get(0);
        assertThat(line).startsWith("a b|one|starting|failed|exited|exited with code 3 after ");
        Json event = Json.parse(line.substring(line.indexOf('{')));
        assertThat(event.text("app")).isEqualTo("one");
        assertThat(event.text("reason")).contains("no database");
        assertThat(complaints(realm.control())).isEmpty();
    }

    @Test
    void inheritsNothingOfTheDaemons() throws IOException {
        String script = hook("ls -l /proc/$$/fd > " + told() + ".new", "env >> " + told() + ".new",
                "mv " + told() + ".new " + told());
        realm.drop("one", Worker.command());
        realm.up(List.of(), java.util.Map.of("SECRET", "swordfish", "NOTIFY_SOCKET", "/nowhere"), "--hook", script,
                "--hook-on", "running");
        Until.passes(() -> assertThat(told()).exists());
        List<String> lines = toldLines();
        assertThat(lines).noneMatch(line -> line.contains("socket:") || line.contains("swordfish") || line.contains("NOTIFY_"));
        assertThat(lines).contains("LIEGE_APP=one", "LIEGE_TO=running", "LIEGE_RUN_DIR=" + realm.run());
    }

    @Test
    void failureIsAComplaintUntilItWorksAgain() throws IOException {
        String script = hook("echo mail server gone", "exit 7");
        realm.drop("one", Worker.command());
        realm.up("--hook", script, "--hook-on", "running,stopped");
        Until.passes(() -> assertThat(complaints(realm.control())).hasSize(1));
        assertThat(complaints(realm.control()).get(0)).contains("hook", "one", "code 7", "mail server gone");
        assertThat(complaints(realm.query()).get(0)).doesNotContain("mail");
        assertThat(Launch.command(realm, "status").output()).contains("Complaints:", "mail server gone");
        assertThat(Launch.command(realm, "status", "one").errors()).contains("the master complains", "mail server gone");
        assertThat(realm.daemon().output()).contains("could not run the hook for one");
        hook("exit 0");
        realm.verb("one", "stop?wait=10s");
        Until.passes(() -> assertThat(complaints(realm.control())).isEmpty());
        assertThat(Launch.command(realm, "status").output()).doesNotContain("Complaints:");
    }

    @Test
    void missingHookIsAComplaintBeforeItIsNeeded() {
        Path missing = realm.place().resolve("no-such-hook");
        realm.up("--hook", missing.toString());
        Until.passes(() -> assertThat(complaints(realm.control())).hasSize(1));
        assertThat(complaints(realm.control()).get(0)).contains(missing.toString(), "ENOENT");
        try (Follower follower = Follower.begun(realm.control(), "")) {
            follower.next();
            realm.drop("one", Worker.command());
            Json event = follower.next();
            // What was wrong from the start on may be told only now.
            while (!event.text("event").equals("hook") || !event.text("reason").contains(" for one ")) {
                event = follower.next();
            }
            assertThat(event.text("reason")).contains("could not run the hook for one");
        }
    }

    @Test
    void hangingHookIsEndedWithItsChildrenAndHoldsNobodyUp() throws IOException {
        Path pids = realm.place().resolve("pids");
        String script = hook("trap '' TERM", "sleep 300 &", "echo $! $$ >> " + pids, "wait", "sleep 300");
        realm.drop("one", Worker.command());
        realm.up("--hook", script, "--hook-on", "running", "--hook-timeout", "300ms");
        Until.holds("a hook that hangs", () -> Files.exists(pids) && Files.size(pids) > 0);
        realm.drop("two", Worker.command());
        realm.await("two", "running");
        Until.passes(() -> assertThat(complaints(realm.control())).hasSize(1));
        assertThat(complaints(realm.control()).get(0)).contains("did not end within 300 ms");
        for (String pid : Files.readAllLines(pids).get(0).split(" ")) {
            Until.holds(pid + " is gone", () -> !Processes.alive(Long.parseLong(pid)));
        }
    }

    @Test
    void slowHookIsToldTheLatestChangeOnlyAndRunsOnceAtATime() throws IOException {
        Path running = realm.place().resolve("running");
        String script = hook("mkdir " + running + " || echo twice >> " + told(), "sleep 0.5",
                "echo $LIEGE_APP $LIEGE_TO $LIEGE_LEFT_OUT >> " + told(), "rmdir " + running);
        realm.drop("loop", Worker.command("--exit", "1"), "throttle = 10ms", "throttle-max = 20ms", "failed-after = 1000000");
        realm.drop("one", Worker.command());
        realm.up("--hook", script);
        Until.passes(() -> assertThat(toldLines()).hasSizeGreaterThan(4));
        assertThat(toldLines()).doesNotContain("twice");
        assertThat(toldLines()).anyMatch(line -> line.matches("loop \\w+ [1-9]\\d*"));
        assertThat(toldLines()).anyMatch(line -> line.startsWith("one running"));
        assertThat(realm.daemon().output()).doesNotContain("could not run the hook");
    }

    @Test
    void floodingHookIsEnded() throws IOException {
        String script = hook("exec yes");
        realm.drop("one", Worker.command());
        realm.up("--hook", script, "--hook-on", "running", "--hook-timeout", "60s");
        Until.passes(() -> assertThat(complaints(realm.control())).hasSize(1));
        assertThat(complaints(realm.control()).get(0)).contains("it wrote more than 16 MiB");
        assertThat(Processes.childrenOf(realm.daemon().pid())).as("no zombie is left").containsExactlyElementsOf(
                realm.app("one").pids());
    }

    @Test
    void hookEndsWithTheDaemon() throws IOException {
        Path pid = realm.place().resolve("pid");
        String script = hook("trap '' TERM", "echo $$ > " + pid, "sleep 301", "sleep 302");
        realm.drop("one", Worker.command());
        realm.up("--hook", script, "--hook-on", "running", "--hook-timeout", "5m");
        Until.holds("a hook that hangs", () -> Files.exists(pid) && Files.size(pid) > 0);
        long hook = Long.parseLong(Files.readString(pid).strip());
        assertThat(realm.daemon().stop()).isZero();
        Until.holds("its end", Duration.ofSeconds(5), () -> !Processes.alive(hook));
    }

    @Test
    void faultsOfTheHooksKeysAreTold() {
        Path file = realm.place().resolve("liege.ini");
        realm.put(file, "[liege]\nhook = relative --x\nhook-timeout = soon\nhook-on = failed,overlaoded\n");
        Commands.Outcome outcome = Launch.command(realm, "config", "--config", file.toString());
        assertThat(outcome.status()).isEqualTo(1);
        assertThat(outcome.output()).contains(file + ":2: ", "absolute path", file + ":3: ", file + ":4: ",
                "did you mean 'overloaded'");
        realm.put(file, "[liege]\nhook = /bin/true 'a b'\nhook-timeout = 3s\nhook-on = failed\n");
        Commands.Outcome good = Launch.command(realm, "config", "--config", file.toString());
        assertThat(good.status()).isZero();
        assertThat(good.output()).contains("hook = /bin/true 'a b'", "hook-timeout = 3s", "hook-on = failed");
    }
}
