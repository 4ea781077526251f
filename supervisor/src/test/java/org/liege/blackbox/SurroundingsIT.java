package org.liege.blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What a worker finds when it starts: descriptors, environment, limits, rights; and nothing that leaked. */
@Timeout(120)
class SurroundingsIT {
    @RegisterExtension
    final Realm realm = new Realm();

    private String ask(String what) {
        return Http.get(realm.socket("one"), what);
    }

    private Map<String, String> environment() {
        return ask("/env").lines().map(line -> line.split("=", 2)).collect(Collectors.toMap(w -> w[0], w -> w[1]));
    }

    private String status(String field) {
        return ask("/status").lines().filter(line -> line.startsWith(field + ":")).findFirst().orElseThrow()
                .substring(field.length() + 1).strip();
    }

    @Test
    void workerHoldsItsOwnDescriptorsAndNoOthers() {
        for (int i = 0; i < 20; i++) {
            realm.drop("other" + i, Worker.command());
        }
        realm.drop("one", Worker.command());
        realm.up();
        for (int i = 0; i < 20; i++) {
            realm.await("other" + i, "running");
        }
        long pid = realm.await("one", "running").pid();
        // Asked anew, after all others run: what the master has opened since must not show up in a later worker either.
        realm.verb("one", "restart?wait=10s");
        long next = realm.app("one").pid();
        assertThat(next).isNotEqualTo(pid);
        // The probe's connection may still be open for a moment; what leaked stays.
        Until.passes(() -> assertThat(Processes.descriptors(next).keySet()).containsExactly(0, 1, 2, 3));
        Map<Integer, String> open = Processes.descriptors(next);
        assertThat(open.get(0)).isEqualTo("/dev/null");
        assertThat(open.get(1)).isEqualTo(realm.log().resolve("one.log").toString()).isEqualTo(open.get(2));
        assertThat(open.get(3)).isEqualTo("socket:[" + Listeners.at(realm.socket("one")).inode() + "]");
    }

    @Test
    void environmentIsBuiltFromNothing() {
        realm.drop("one", Worker.command(), "env = COLOUR=deep blue", "env = EMPTY=");
        realm.up(List.of(), Map.of("NOTIFY_SOCKET", realm.place().resolve("init.sock").toString(),
                "WATCHDOG_USEC", "30000000", "INVOCATION_ID", "0123", "LISTEN_FDS", "7", "SECRET", "password",
                "JAVA_TOOL_OPTIONS", "-Dharmless=yes"));
        App app = realm.await("one", "running");
        Map<String, String> found = environment();
        assertThat(found).containsEntry("COLOUR", "deep blue").containsEntry("EMPTY", "")
                .containsEntry("LISTEN_FDS", "1").containsEntry("LISTEN_PID", Long.toString(app.pid()))
                .containsKeys("PATH", "HOME", "USER", "SHELL", "LANG", "NOTIFY_SOCKET", "LISTEN_FDNAMES");
        assertThat(found).doesNotContainKeys("WATCHDOG_USEC", "INVOCATION_ID", "SECRET", "JAVA_HOME",
                "JAVA_TOOL_OPTIONS", "LIEGE_BUILD", "LIEGE_JAVA", "OLDPWD");
        assertThat(found.get("NOTIFY_SOCKET")).startsWith(realm.run().toString());
    }

    @Test
    void argumentsArriveExactly() throws Exception {
        Path program = realm.place().resolve("say");
        realm.put(program, "#!/bin/sh\nfor word; do printf '<%s>\\n' \"$word\"; done > \"$OUT\"\nexec sleep 60\n");
        Files.setPosixFilePermissions(program, java.nio.file.attribute.PosixFilePermissions.fromString("rwxr-xr-x"));
        Path out = realm.place().resolve("out");
        realm.drop("one", program + " plain \"two words\" 'single $HOME' \"\" a\\ b *.ini %%n %n ; | é",
                "ready = spawn", "env = OUT=" + out);
        realm.up();
        Until.passes(() -> assertThat(out).exists().content().isEqualTo(
                "<plain>\n<two words>\n<single $HOME>\n<>\n<a b>\n<*.ini>\n<%n>\n<one>\n<;>\n<|>\n<é>\n"));
    }

    @Test
    void softLimitOfOpenFilesIsTheOneTheDaemonWasGiven() {
        realm.drop("one", Worker.command());
        realm.up(List.of(Component.PRLIMIT.require().toString(), "--nofile=777:4000"), Map.of());
        realm.await("one", "running");
        assertThat(ask("/limits").lines().filter(line -> line.startsWith("Max open files")).findFirst().orElseThrow()
                .split("\\s+")).startsWith("Max", "open", "files", "777", "4000");
    }

    @Test
    void limitsAndNicenessOfTheFileAreEffective() {
        realm.drop("one", Worker.command(), "limit-nofile = 321", "limit-core = 0", "nice = 7", "umask = 027",
                "chdir = /usr");
        realm.up();
        App app = realm.await("one", "running");
        assertThat(ask("/limits").lines().filter(line -> line.startsWith("Max open files")).findFirst().orElseThrow()
                .split("\\s+")).contains("321");
        assertThat(ask("/cwd")).isEqualTo("/usr\n0027\n");
        assertThat(Commands.run("ps", "-o", "ni=", "-p", Long.toString(app.pid())).output().trim()).isEqualTo("7");
    }

    @Test
    void nothingOfTheDaemonsOwnMoodIsInherited() {
        realm.drop("one", Worker.command());
        realm.up(List.of("nice", "-n", "5", "sh", "-c",
                "umask 077; trap '' HUP USR1 PIPE; exec \"$@\"", "sh"), Map.of());
        App app = realm.await("one", "running");
        assertThat(Commands.run("ps", "-o", "ni=", "-p", Long.toString(app.pid())).output().trim()).isEqualTo("0");
        assertThat(ask("/cwd")).endsWith("\n0022\n");
        assertThat(status("SigBlk")).isEqualTo("0000000000000000");
        // The worker itself ignores SIGCHLD (17): bit 16.
        assertThat(status("SigIgn")).isEqualTo("0000000000010000");
        assertThat(Processes.session(app.pid())).isEqualTo(app.pid());
    }

    @Test
    void workerIsWhomTheFileSays() {
        realm.drop("one", Worker.command(), "uid = nobody", "gid = nogroup", "add-gid = mail");
        realm.up();
        realm.await("one", "running");
        assertThat(Arrays.asList(status("Uid").split("\\s+"))).containsOnly("65534");
        assertThat(Arrays.asList(status("Gid").split("\\s+"))).containsOnly("65534");
        assertThat(status("Groups")).isEqualTo("8");
        assertThat(status("NoNewPrivs")).isEqualTo("1");
        assertThat(environment()).containsEntry("USER", "nobody");
    }

    @Test
    void metadataIsShown() {
        realm.drop("one", Worker.command(), "name.owner = someone@example.org", "name.title = A = B; C");
        realm.up();
        App app = realm.await("one", "running");
        assertThat(app.json().at("metadata")).isEqualTo(Map.of("owner", "someone@example.org", "title", "A = B; C"));
    }

    @Test
    void placeholdersAreResolved() {
        realm.drop("one", Worker.command("--text", "%n|%s|%p|%c"), "env = DIR=%d",
                "env = EARLIER=%(chdir)", "chdir = /usr");
        realm.up(List.of(), Map.of("STAGE", "prod"));
        App app = realm.awaitThat("one", a -> a.running() || !a.faults().isEmpty());
        assertThat(app.faults()).as("chdir comes later in the file").anyMatch(fault -> fault.contains("chdir"));
        realm.drop("one", Worker.command("--text", "%n|%s|%p"), "chdir = /usr", "env = EARLIER=%(chdir)",
                "env = STAGE=$(STAGE)");
        realm.await("one", "running");
        assertThat(ask("/")).contains("one|one.ini|" + realm.file("one"));
        assertThat(environment()).containsEntry("EARLIER", "/usr").containsEntry("STAGE", "prod");
    }
}
