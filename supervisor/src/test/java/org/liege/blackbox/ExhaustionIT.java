package org.liege.blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The machine runs out of something: told, waited for, and recovered from, while what runs goes on. */
@Timeout(120)
class ExhaustionIT {
    /** A user that nobody else is. */
    private static final String USER = "40417";

    private static final List<String> AS_USER = List.of(Component.SETPRIV.require().toString(),
            "--reuid=" + USER, "--regid=" + USER, "--clear-groups");

    @RegisterExtension
    final Realm realm = new Realm();

    @Test
    void noMoreProcessesMeansBackoffAndRecovery() throws IOException {
        // Root may always fork: the limit binds a user. One without any other processes, so that it can be exact.
        Commands.run("chown", "-R", USER + ":" + USER, realm.place().toString()).mustSucceed();
        realm.drop("old", Worker.command());
        realm.up(AS_USER, Map.of("HOME", realm.place().toString()));
        App old = realm.await("old", "running");
        limitProcesses("1:");
        realm.drop("new", Worker.command(), "throttle-max = 500ms");
        App waiting = realm.awaitThat("new", app -> app.reason().contains("EAGAIN"));
        assertThat(waiting.state()).isIn("starting", "backoff", "failed");
        assertThat(realm.app("old").pids()).isEqualTo(old.pids());
        limitProcesses("1000:");
        realm.await("new", "running");
        assertThat(realm.app("old").pids()).isEqualTo(old.pids());
    }

    @Test
    void noMoreDescriptorsMeansBackoffAndRecovery() {
        realm.drop("old", Worker.command());
        realm.up();
        App old = realm.await("old", "running");
        // Below any descriptor that could still be made: every new one fails, the open ones go on working.
        limit("nofile", "3:20000");
        for (int i = 0; i < 5; i++) {
            realm.drop("new" + i, Worker.command(), "throttle-max = 500ms");
        }
        // Nobody can be asked meanwhile, since accept() needs a descriptor too; the old app serves on by itself.
        Until.holds("answers of the old app", () -> Http.get(realm.socket("old"), "/pid").contains("" + old.pid()));
        Until.holds("told in the log", () -> realm.daemon().output().contains("EMFILE"));
        assertThat(realm.daemon().alive()).isTrue();
        limit("nofile", "20000:20000");
        for (int i = 0; i < 5; i++) {
            realm.await("new" + i, "running");
        }
        assertThat(realm.app("old").pids()).isEqualTo(old.pids());
    }

    @Test
    void fewDescriptorsLeftIsToldInTheReason() {
        realm.drop("old", Worker.command());
        realm.up();
        realm.await("old", "running");
        Map<Integer, String> open = Processes.descriptors(realm.daemon().pid());
        int highest = open.keySet().stream().mapToInt(Integer::intValue).max().orElseThrow();
        // The doors' connections fit below, the high numbers that kernel objects are moved to don't.
        limit("nofile", (highest + 1) + ":20000");
        for (int i = 0; i < 3; i++) {
            realm.drop("new" + i, Worker.command(), "throttle-max = 500ms");
        }
        Until.holds("told", () -> realm.apps().stream().anyMatch(app -> app.reason().contains("EMFILE")));
        assertThat(realm.app("old").running()).isTrue();
        limit("nofile", "20000:20000");
        for (int i = 0; i < 3; i++) {
            realm.await("new" + i, "running");
        }
    }

    /** By the user himself: root may lack the capability that another's limits need. */
    private void limitProcesses(String value) {
        List<String> command = new ArrayList<>(AS_USER);
        command.addAll(List.of(Component.PRLIMIT.require().toString(), "--pid",
                Long.toString(realm.daemon().pid()), "--nproc=" + value));
        Commands.run(command.toArray(new String[0])).mustSucceed();
    }

    private void limit(String what, String value) {
        Commands.run(Component.PRLIMIT.require().toString(), "--pid", Long.toString(realm.daemon().pid()),
                "--" + what + "=" + value).mustSucceed();
    }

    @Test
    void logDirectoryThatCanNotBeWrittenIsToldAndRecoveredFrom() throws IOException {
        realm.drop("old", Worker.command());
        realm.up();
        realm.await("old", "running");
        Path log = realm.log().resolve("new.log");
        Files.createDirectory(log);
        realm.drop("new", Worker.command(), "throttle-max = 500ms");
        App waiting = realm.awaitThat("new", app -> app.reason().contains(log.toString()));
        assertThat(waiting.reason()).contains("EISDIR");
        Files.delete(log);
        realm.await("new", "running");
    }
}
