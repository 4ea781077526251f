package org.liege.decree;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.liege.vassal.Reload;
import org.liege.vassal.SocketDecree;

class DecreeFaultsTest {
    /** One line beside a good command, and what its key is told. */
    @ParameterizedTest
    @CsvSource(delimiter = '~', quoteCharacter = '`', value = {
        "command = a 'b         ~ stands here and on line 2; it takes one value",
        "listen = many          ~ needs a whole number from 0 to 65535, not 'many'",
        "listen =               ~ needs a whole number from 0 to 65535, not ''",
        "listen = 65536         ~ needs a whole number from 0 to 65535, not '65536'",
        "processes = 0          ~ needs a whole number from 1 to 1024, not '0'",
        "umask = 999            ~ needs an octal number from 000 to 777, not '999'",
        "chmod-socket = rw      ~ needs an octal number from 000 to 777, not 'rw'",
        "chown-socket = :       ~ needs owner, owner:group or :group, not ':'",
        "chown-socket = ghost   ~ names the unknown user 'ghost'",
        "chown-socket = alice:ghosts ~ names the unknown group 'ghosts'",
        "uid = ghost            ~ names the unknown user 'ghost'",
        "uid =                  ~ needs a value",
        "uid = 4294967295       ~ needs a whole number from 0 to 2147483647, not '4294967295'",
        "uid = 5000             ~ names user 5000, who has no account and so no group; set 'gid' too",
        "gid = ghosts           ~ names the unknown group 'ghosts'",
        "add-gid = ghosts       ~ names the unknown group 'ghosts'",
        "socket =               ~ needs a value",
        "socket = @abstract     ~ needs the path of a Unix socket, not '@abstract'",
        "socket = 127.0.0.1:3031 ~ needs the path of a Unix socket, not '127.0.0.1:3031'",
        "socket = :3031         ~ needs the path of a Unix socket, not ':3031'",
        "socket = /             ~ needs the path of a Unix socket, not '/'",
        "socket = {run}/x.sock  ~ lies inside the run directory but not directly in '/run/liege/apps'",
        "socket = /run/liege    ~ lies inside the run directory but not directly in '/run/liege/apps'",
        "socket = {run}/apps/a/b ~ lies inside the run directory but not directly in '/run/liege/apps'",
        "socket-fd = 4          ~ needs '3' or '0', not '4'",
        "start = later          ~ needs 'boot' or 'demand', not 'later'",
        "idle = 999ms           ~ needs a duration of at least 1000ms, or 0 for never, not '999ms'",
        "idle = 5m              ~ needs 'start = demand': nothing else would start it again",
        "log = file             ~ does not support 'file' in this version; it takes 'direct'",
        "log = /var/log/x       ~ needs 'direct', not '/var/log/x'",
        "restart = sometimes    ~ needs 'always', 'on-failure' or 'never', not 'sometimes'",
        "ready = telepathy      ~ needs 'accept', 'notify', 'spawn', 'http:/path' or 'http:/path=204', not 'telepathy'",
        "start-timeout = 5 parsecs ~ needs a duration such as 250ms, 5s, 10m, 1h or 1d, not '5 parsecs'",
        "start-timeout = 0      ~ needs a duration from 1ms to 30d, not '0'",
        "throttle = 0           ~ needs a duration from 1ms to 30d, not '0'",
        "throttle = 1m          ~ contradicts: throttle (60000ms) is longer than throttle-max (30000ms)",
        "throttle-max = 50ms    ~ contradicts: throttle (100ms) is longer than throttle-max (50ms)",
        "ready-delay = 60s      ~ contradicts: ready-delay (60000ms) is not shorter than start-timeout (60000ms), "
                + "so no start could succeed",
        "failed-after = 0       ~ needs a whole number from 1 to 1000000, not '0'",
        "reload = graceful      ~ needs 'rolling', 'restart' or 'signal:' and a name, as in 'signal:HUP', not 'graceful'",
        "reload = signal:KILL   ~ needs a signal that a process can catch, not KILL",
        "watchdog = on          ~ needs a duration such as 250ms, 5s, 10m, 1h or 1d, not 'on'",
        "watchdog = 99ms        ~ needs a duration from 100ms to 30d, not '99ms'",
        "health = notify        ~ needs 'http:/path', 'http:/path=204' or 'off', not 'notify'",
        "health = http:/a=600   ~ needs an HTTP status from 100 to 599, not 600",
        "health-interval = 50ms ~ needs a duration from 100ms to 30d, not '50ms'",
        "health-failures = 0    ~ needs a whole number from 1 to 1000000, not '0'",
        "bind = me              ~ needs 'master' or 'worker', not 'me'",
        "overload-at = 0%       ~ needs a share from 1% to 100%, not '0%'",
        "overload-at = 80       ~ needs a share from 1% to 100%, not '80'",
        "overload-at = 101%     ~ needs a share from 1% to 100%, not '101%'",
        "overload-at = 50%      ~ contradicts: overload-clear (50%) is not less than overload-at (50%)",
        "overload-clear = 90%   ~ contradicts: overload-clear (90%) is not less than overload-at (80%)",
        "overload-clear = -1%   ~ needs a share from 0% to 100%, not '-1%'",
        "overload-for = soon    ~ needs a duration such as 250ms, 5s, 10m, 1h or 1d, not 'soon'",
        "limit-nofile = unlimited ~ needs a whole number from 8 to 2147483584, not 'unlimited'",
        "limit-as = 0           ~ needs a size above 0",
        "limit-core = big       ~ needs a size such as 10K, 64M or 2G, or 'unlimited', not 'big'",
        "nice = 20              ~ needs a whole number from -20 to 19, not '20'",
        "no-new-privs = maybe   ~ needs true or false, not 'maybe'",
        "priority = 99999999999 ~ needs a whole number from -2147483648 to 2147483647, not '99999999999'",
        "env = NOVALUE          ~ needs NAME=value with a NAME of letters, digits and '_', not 'NOVALUE'",
        "env = 1A=x             ~ needs NAME=value with a NAME of letters, digits and '_', not '1A=x'",
        "env = A B=x            ~ needs NAME=value with a NAME of letters, digits and '_', not 'A B=x'",
        "env = LISTEN_FDS=1     ~ may not set LISTEN_FDS, which is Liege's own",
        "env = NOTIFY_SOCKET=/x ~ may not set NOTIFY_SOCKET, which is Liege's own",
        "chdir =                ~ needs a value",
        "chdir = /%x            ~ has the unknown placeholder '%x'; write '%%' for a percent sign",
        "chdir = $(NOPE)        ~ uses '$(NOPE)', but the daemon's environment has no such variable",
        "chdir = %(umask)       ~ uses '%(umask)', but no key of that name stands earlier",
        "name.a b = x           ~ needs a name of letters, digits, '.', '_' and '-' after 'name.'",
    })
    void aBadValueIsOneFaultAtItsLine(String line, String message) {
        String key = line.split("=")[0].strip();
        assertThat(Reading.messages(Reading.verdict("command = a", line)))
                .containsExactly("3: key '" + key + "' " + message);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '~', quoteCharacter = '`', value = {
        "reload = rolling ~ key 'reload' = rolling contradicts 'bind = worker': the new worker would take the path of the one "
                + "that still serves; write 'restart' or 'signal:HUP'",
        "start = demand   ~ key 'start' contradicts 'bind = worker': nobody listens until the worker has started",
        "processes = 2    ~ key 'processes' contradicts 'bind = worker': each worker would take the path of the one before",
        "uid = nobody     ~ key 'bind' = worker needs a 'socket' in a directory that the worker may write to, not in {run}/apps",
    })
    void whatNeedsTheMastersSocketIsAFaultBesideAWorkersOwn(String line, String message) {
        assertThat(Reading.messages(Reading.verdict("command = a", line, "bind = worker")))
                .singleElement().asString().endsWith(": " + message);
    }

    @Test
    void aWorkerThatBindsByItselfIsReloadedByARestart() {
        assertThat(Reading.decree("command = a", "bind = worker").policy().reload()).isEqualTo(new Reload.Restart());
        assertThat(Reading.decree("command = a", "bind = worker", "reload = signal:HUP").policy().reload())
                .isEqualTo(new Reload.Signal("HUP"));
        assertThat(Reading.decree("command = a", "bind = worker", "uid = nobody", "socket = /srv/a/b.sock").sockets())
                .singleElement().returns("worker", SocketDecree::owner);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '~', quoteCharacter = '`', value = {
        "comand = b             ~ unknown key 'comand'; did you mean 'command'?",
        "frobnicate = b         ~ unknown key 'frobnicate'",
        "memory-max = 5M        ~ key 'memory-max' is not supported in this version",
        "name. = x              ~ unknown key 'name.'",
    })
    void aBadKeyIsOneFaultAtItsLine(String line, String message) {
        assertThat(Reading.messages(Reading.verdict("command = a", line))).containsExactly("3: " + message);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '~', quoteCharacter = '`', value = {
        "command =        ~ key 'command' names no program",
        "command          ~ key 'command' names no program",
        "command = ''     ~ key 'command' names no program",
        "command = a 'b   ~ key 'command' has a ' without its end",
        "command = a \\   ~ key 'command' ends with a backslash",
        "command = %x     ~ key 'command' has the unknown placeholder '%x'; write '%%' for a percent sign",
    })
    void aBadCommandIsOneFault(String line, String message) {
        assertThat(Reading.messages(Reading.verdict(line))).containsExactly("2: " + message);
    }

    @Test
    void aMissingCommandIsAFaultOfTheFile() {
        assertThat(Reading.messages(Reading.verdict("listen = 1")))
                .containsExactly("0: key 'command' is missing: nothing says what to run");
    }

    @Test
    void allFaultsOfAFileAreToldTogetherInTheirOrder() {
        Verdict verdict = Reading.verdict("comand = a", "listen = many", "uid = ghost", "memory-max = 1G", "env = x", "= y");
        assertThat(Reading.messages(verdict)).containsExactly(
                "2: unknown key 'comand'; did you mean 'command'?",
                "3: key 'listen' needs a whole number from 0 to 65535, not 'many'",
                "4: key 'uid' names the unknown user 'ghost'",
                "5: key 'memory-max' is not supported in this version",
                "6: key 'env' needs NAME=value with a NAME of letters, digits and '_', not 'x'",
                "7: the line has no key before '='");
        assertThat(Reading.faults(verdict)).allMatch(fault -> fault.file().equals("/etc/liege/vassals/shop.ini"));
    }

    @Test
    void aRefusedValueLeadsToNoFaultsThatOnlyFollowFromIt() {
        assertThat(Reading.messages(Reading.verdict("command = a", "throttle-max = x", "throttle = 1h")))
                .containsExactly("3: key 'throttle-max' needs a duration such as 250ms, 5s, 10m, 1h or 1d, not 'x'");
        assertThat(Reading.messages(Reading.verdict("command = a", "uid = 5000", "gid = ghosts")))
                .containsExactly("4: key 'gid' names the unknown group 'ghosts'");
    }

    @Test
    void aSocketPathOf107BytesIsTheLongest() {
        String most = "/tmp/" + "x".repeat(102);
        assertThat(Reading.decree("command = a", "socket = " + most).sockets()).hasSize(1);
        assertThat(Reading.messages(Reading.verdict("command = a", "socket = " + most + "x"))).singleElement()
                .asString()
                .startsWith("3: key 'socket' makes a path of 108 bytes, and a Unix socket's has at most 107: '/tmp/xx");
        assertThat(Reading.messages(Reading.verdict("command = a", "socket = /tmp/" + "ü".repeat(52)))).singleElement()
                .asString().startsWith("3: key 'socket' makes a path of 109 bytes");
    }

    @Test
    void aSocketMayNotBeNamedTwice() {
        assertThat(Reading.messages(Reading.verdict("command = a", "socket = /srv/a", "socket = /srv/./a")))
                .containsExactly("4: key 'socket' names '/srv/a' twice");
    }

    @ParameterizedTest
    @ValueSource(strings = {"uid = daemon", "gid = daemon", "add-gid = audio", "nice = -1", "chown-socket = daemon",
        "chown-socket = :adm"})
    void whatNeedsRootIsAFaultForAnUnprivilegedDaemon(String line) {
        assertThat(Reading.messages(Reading.verdict(PaperAccounts.alice(), "command = a", line))).singleElement()
                .asString()
                .startsWith("3: key '").contains("needs the daemon to run as root");
    }

    @Test
    void sectionsOfOtherNamesAreFaults() {
        VassalFile file = Reading.file("[vassal]\ncommand = a\n[liege]\nrun = x\n[Vassal]\nlisten = x\n[]\n");
        assertThat(Reading.messages(Reading.reader(PaperAccounts.root()).read(file, VassalDefaults.NONE)))
                .containsExactly(
                "3: unknown section '[liege]'; it takes [vassal] or [uwsgi]",
                "5: unknown section '[Vassal]'; it takes [vassal] or [uwsgi]",
                "7: unknown section '[]'; it takes [vassal] or [uwsgi]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "; comment\n", "\n\n", "\uFEFF"})
    void aFileWithoutASectionIsOneFault(String text) {
        assertThat(Reading.messages(Reading.reader(PaperAccounts.root()).read(Reading.file(text), VassalDefaults.NONE)))
                .containsExactly("0: the file has no [vassal] section");
    }

    @Test
    void aHeaderThatCanNotBeReadIsOneFault() {
        assertThat(Reading.messages(Reading.reader(PaperAccounts.root())
                .read(Reading.file("[vassal\ncommand = a\n"), VassalDefaults.NONE)))
                .containsExactly("1: the section header '[vassal' does not end with ']'");
    }

    @Test
    void everythingThatRepeatsHasALimit() {
        assertLimit(Limits.SOCKETS, i -> "socket = /srv/" + i, "stands more than 16 times");
        assertLimit(Limits.ENVIRONMENT, i -> "env = A" + i + "=x", "stands more than 256 times");
        assertLimit(Limits.GROUPS, i -> "add-gid = " + (i + 100), "stands more than 64 times");
        assertLimit(Limits.METADATA, i -> "name.k" + i + " = x", "is one of more than 64 metadata keys");
        assertThat(Reading.messages(Reading.verdict("command = a", "name.long = " + "x".repeat(257))))
                .containsExactly("3: key 'name.long' is longer than 256 characters");
    }

    private static void assertLimit(int limit, java.util.function.IntFunction<String> line, String message) {
        List<String> most = new java.util.ArrayList<>(List.of("command = a"));
        IntStream.range(0, limit).mapToObj(line).forEach(most::add);
        assertThat(Reading.verdict(most.toArray(String[]::new))).isInstanceOf(Verdict.Good.class);
        most.add(line.apply(limit));
        assertThat(Reading.messages(Reading.verdict(most.toArray(String[]::new)))).singleElement().asString()
                .endsWith(message);
    }
}
