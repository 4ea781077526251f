package org.liege.decree;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.liege.vassal.Decree;
import org.liege.vassal.Execution;
import org.liege.vassal.Identity;
import org.liege.vassal.Liveness;
import org.liege.vassal.Policy;
import org.liege.vassal.Reload;
import org.liege.vassal.Readiness;
import org.liege.vassal.ResourceLimits;
import org.liege.vassal.RestartPolicy;
import org.liege.vassal.SocketDecree;

class DecreeReaderTest {
    @Test
    void aCommandAloneIsADecreeWithTheDocumentedDefaults() {
        Decree decree = Reading.decree("command = /bin/app --x");
        assertThat(decree.name()).isEqualTo("shop");
        assertThat(decree.file()).isEqualTo("/etc/liege/vassals/shop.ini");
        assertThat(decree.kind()).isEqualTo("vassal");
        assertThat(decree.digest()).matches("[0-9a-f]{32}");
        assertThat(decree.execution()).isEqualTo(new Execution(List.of("/bin/app", "--x"), "/etc/liege/vassals",
                Map.of(),
                022, null, ResourceLimits.INHERITED, OptionalInt.empty(), true, 3, false, "TERM"));
        assertThat(decree.sockets()).containsExactly(
                new SocketDecree("/run/liege/apps/shop.sock", 100, 0660, 0, PaperAccounts.PROXY_GID, true));
        assertThat(decree.processes()).isEqualTo(1);
        assertThat(decree.policy()).isEqualTo(new Policy(
                new Readiness.Accept(), 0, 60_000, 30_000, RestartPolicy.ALWAYS, 100, 30_000, 5,
                new Reload.Rolling(), Liveness.OFF, 0));
        assertThat(decree.metadata()).isEmpty();
    }

    @Test
    void everyKeyHasItsPlaceInTheDecree() {
        Decree decree = Reading.decree("command = app", "chdir = ../data", "env = A=1", "env = B=x = y", "env = A=2",
                "umask = 077", "processes = 4", "uid = alice", "gid = daemon", "add-gid = adm", "add-gid = 29",
                "add-gid = 1", "no-new-privs = false", "limit-nofile = 99", "limit-nproc = unlimited", "limit-core = 0",
                "limit-as = 2G", "nice = -5", "socket = /srv/a.sock", "socket = b.sock", "socket-fd = 0", "listen = 0",
                "chmod-socket", "chown-socket = nobody:adm", "ready = http:/up=204", "ready-delay = 1s",
                "start-timeout = 2m", "stop-signal = sigint", "stop-timeout = 0", "priority = -3",
                "restart = on-failure",
                "throttle = 1s", "throttle-max = 1h", "failed-after = 9", "reload = signal:USR1", "watchdog = 500ms",
                "health = http:/up?x=1=200", "health-interval = 1m", "health-failures = 7", "name.team = shop", "name.x.y = 1 = 2");
        assertThat(decree.execution()).isEqualTo(new Execution(List.of("app"), "/etc/liege/data",
                Map.of("B", "x = y", "A", "2"), 077, new Identity(1000, 1, List.of(4, 29), "alice", "/home/alice",
                        "/bin/sh"),
                new ResourceLimits(OptionalLong.of(99), OptionalLong.of(Long.MAX_VALUE), OptionalLong.of(0),
                        OptionalLong.of(2L << 30)),
                OptionalInt.of(-5), false, 0, false, "INT"));
        assertThat(decree.execution().environment()).containsExactly(entry("B", "x = y"), entry("A", "2"));
        assertThat(decree.sockets()).containsExactly(new SocketDecree("/srv/a.sock", 0, 0666, 65534, 4, false),
                new SocketDecree("/etc/liege/vassals/b.sock", 0, 0666, 65534, 4, false));
        assertThat(decree.processes()).isEqualTo(4);
        assertThat(decree.policy()).isEqualTo(new Policy(new Readiness.Http("/up", 204), 1000, 120_000, 0,
                RestartPolicy.ON_FAILURE, 1000, 3_600_000, 9, new Reload.Signal("USR1"),
                new Liveness(500, Optional.of(new Readiness.Http("/up?x=1", 200)), 60_000, 7), -3));
        assertThat(decree.metadata()).isEqualTo(Map.of("team", "shop", "x.y", "1 = 2"));
    }

    @Test
    void livenessCanBeSwitchedOffWhereDefaultsSwitchItOn() {
        Decree decree = Reading.decree("command = app", "watchdog = off", "health = off");
        assertThat(decree.policy().liveness()).isEqualTo(Liveness.OFF);
    }

    @Test
    void placeholdersStayWithinTheirWordOfTheCommand() {
        Decree decree = Reading.decree("name.title = two words",
                "command = app '%(name.title)' %(name.title)-%n \"%%\"");
        assertThat(decree.execution().command()).containsExactly("app", "two words", "two words-shop", "%");
    }

    @Test
    void theDigestTellsEditsAndTouchesButNothingElse() {
        DecreeReader reader = Reading.reader(PaperAccounts.root());
        byte[] text = "[vassal]\ncommand = a\n".getBytes(java.nio.charset.StandardCharsets.UTF_8);
        byte[] edited = "[vassal]\ncommand = b\n".getBytes(java.nio.charset.StandardCharsets.UTF_8);
        String digest = digest(reader, text, "1");
        assertThat(digest(reader, text.clone(), "1")).isEqualTo(digest);
        assertThat(digest(reader, text, "2")).isNotEqualTo(digest);
        assertThat(digest(reader, edited, "1")).isNotEqualTo(digest);
    }

    private static String digest(DecreeReader reader, byte[] text, String stamp) {
        return Reading.good(reader.read(new VassalFile("shop", Reading.PATH, text, stamp), VassalDefaults.NONE))
                .digest();
    }

    @Test
    void theDefaultSocketBelongsToTheVassalsUserAndTheProxysGroup() {
        assertThat(Reading.decree("command = a", "uid = alice").sockets().get(0))
                .satisfies(socket -> assertThat(socket.uid()).isEqualTo(1000))
                .satisfies(socket -> assertThat(socket.gid()).isEqualTo(PaperAccounts.PROXY_GID));
        assertThat(Reading.decree("command = a", "uid = alice", "chown-socket = :adm").sockets().get(0))
                .satisfies(socket -> assertThat(socket.uid()).isEqualTo(1000))
                .satisfies(socket -> assertThat(socket.gid()).isEqualTo(4));
        assertThat(Reading.decree("command = a", "uid = alice", "chown-socket = daemon").sockets().get(0))
                .satisfies(socket -> assertThat(socket.uid()).isEqualTo(1))
                .satisfies(socket -> assertThat(socket.gid()).isEqualTo(PaperAccounts.PROXY_GID));
    }

    @Test
    void aSocketInTheAppsDirectoryIsTheMastersHoweverItIsWritten() {
        for (String path : List.of("{run}/apps/x.sock", "/run/liege/apps/x.sock", "/run/liege/../liege/apps/./x.sock",
                "../../../run/liege/apps/x.sock")) {
            assertThat(Reading.decree("command = a", "socket = " + path).sockets()).singleElement()
                    .satisfies(socket -> {
                assertThat(socket.path()).isEqualTo("/run/liege/apps/x.sock");
                assertThat(socket.masters()).isTrue();
            });
        }
        assertThat(Reading.decree("command = a", "socket = /run/liege2/apps/x.sock").sockets().get(0).masters())
                .isFalse();
    }

    @Test
    void anUnprivilegedDaemonRunsItsVassalsAsItself() {
        Decree decree = Reading.good(Reading.verdict(PaperAccounts.alice(), "command = a", "uid = alice", "gid = 1000",
                "chown-socket = alice:audio", "nice = 3"));
        assertThat(decree.execution().identity()).isNull();
        assertThat(decree.sockets().get(0).gid()).isEqualTo(29);
    }

    @Test
    void aNumberNeedsNoAccountButAGroup() {
        Identity identity = Reading.decree("command = a", "uid = 5000", "gid = 6000").execution().identity();
        assertThat(identity).isEqualTo(new Identity(5000, 6000, List.of(), "5000", "/", "/bin/sh"));
    }

    @Test
    void aGroupAloneKeepsTheDaemonsUser() {
        Identity identity = Reading.decree("command = a", "gid = adm").execution().identity();
        assertThat(identity).isEqualTo(new Identity(0, 4, List.of(), "root", "/root", "/bin/bash"));
    }

    @Test
    void sectionsOfTheSameNameJoin() {
        VassalFile file = Reading.file("[vassal]\ncommand = a\n[vassal]\nlisten = 3\n");
        Decree decree = Reading.good(Reading.reader(PaperAccounts.root()).read(file, VassalDefaults.NONE));
        assertThat(decree.sockets().get(0).backlog()).isEqualTo(3);
    }
}
