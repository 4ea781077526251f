package org.liege.decree;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.liege.vassal.Decree;
import org.liege.vassal.Fault;
import org.liege.vassal.Readiness;
import org.liege.vassal.SocketDecree;

class UwsgiReaderTest {
    private static Verdict read(Accounts accounts, VassalDefaults defaults, String... lines) {
        return Reading.reader(accounts).read(Reading.file(String.join("\n", lines) + "\n"), defaults);
    }

    private static final String WRONG_PROTOCOL = " asks for a GET, and the first socket of [uwsgi] does not speak HTTP;"
            + " put an http-socket before it, or set 'protocol = http'";

    /** The verdict on a file of these lines under [uwsgi], read by root. */
    private static Verdict uwsgi(String... lines) {
        String[] all = Stream.concat(Stream.of("[uwsgi]"), Stream.of(lines)).toArray(String[]::new);
        return read(PaperAccounts.root(), VassalDefaults.NONE, all);
    }

    private static List<SocketDecree> sockets(String... lines) {
        return Reading.good(uwsgi(lines)).sockets();
    }

    private static SocketDecree socket(String... lines) {
        String[] all = Stream.concat(Stream.of("socket = /srv/a.sock"), Stream.of(lines)).toArray(String[]::new);
        return sockets(all).get(0);
    }

    private static List<String> notes(Verdict verdict) {
        return ((Verdict.Good) verdict).notes().stream().map(Fault::message).toList();
    }

    @Test
    void aFileWithAUwsgiSectionNeedsNothingElse() {
        Decree decree = Reading.good(uwsgi("socket = /srv/shop.sock", "module = shop:app"));
        assertThat(decree.kind()).isEqualTo("uwsgi");
        assertThat(decree.sockets()).containsExactly(new SocketDecree("/srv/shop.sock", 100, 0755, 0, 0, false));
        assertThat(decree.execution().command()).startsWith("uwsgi").contains("--ini", Reading.PATH.toString());
        assertThat(decree.execution().directory()).isEqualTo("/etc/liege/vassals");
        assertThat(decree.execution().noNewPrivileges()).isFalse();
        assertThat(decree.execution().identity()).isNull();
        assertThat(decree.policy().readiness()).isInstanceOf(Readiness.Notify.class);
        assertThat(decree.processes()).isEqualTo(1);
    }

    @Test
    void everyKindOfSocketIsTaken() {
        assertThat(sockets("socket = /1", "uwsgi-socket = /s/2", "http-socket = /s/3", "http11-socket = /s/4",
                "fastcgi-socket = /s/5", "fastcgi-nph-socket = /s/6", "scgi-socket = /s/7", "scgi-nph-socket = /s/8",
                "raw-socket = /s/9", "puwsgi-socket = /s/10", "https-socket = /s/11,/c.crt,/c.key")
                .stream().map(SocketDecree::path))
                .containsExactly("/1", "/s/2", "/s/3", "/s/4", "/s/5", "/s/6", "/s/7", "/s/8", "/s/9", "/s/10", "/s/11");
    }

    @Test
    void aSocketsPathStaysAsWritten() {
        assertThat(sockets("socket = %d/%n.sock", "socket = /srv/../srv/b.sock").stream().map(SocketDecree::path))
                .containsExactly("/etc/liege/vassals//shop.sock", "/srv/../srv/b.sock");
    }

    @Test
    void theSameNameTwiceIsOneSocketAndAnotherNameOfItAFault() {
        assertThat(sockets("socket = /srv/a.sock", "http-socket = /srv/a.sock")).hasSize(1);
        assertThat(Reading.messages(uwsgi("socket = /srv/a.sock", "socket = /srv//a.sock")))
                .containsExactly("3: key 'socket' is another name of the socket '/srv/a.sock'");
    }

    @Test
    void whatIsNoUnixPathStaysUwsgis() {
        assertThat(sockets("socket = 127.0.0.1:3031", "http-socket = :8080", "http = :80", "socket = [::1]:90")).isEmpty();
        Verdict verdict = uwsgi("socket = @shop", "socket = shop.sock", "shared-socket = /srv/x.sock", "socket = =0");
        assertThat(Reading.good(verdict).sockets()).isEmpty();
        assertThat(notes(verdict)).hasSize(3).allMatch(note -> note.contains("Liege does not hold it"));
    }

    @Test
    void abstractSocketLeavesAllSocketsToUwsgi() {
        assertThat(sockets("abstract-socket = true", "socket = /srv/a.sock")).isEmpty();
        assertThat(sockets("abstract-socket = false", "socket = /srv/a.sock")).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({"chmod-socket = 660,660", "chmod-socket = 1,666", "chmod = 600,600", "umask = 007,770", "umask = 0027,750",
        "umask = 7,777", "module = x,755"})
    void theModeIsThatOfChmodSocketOrWhatTheUmaskLeaves(String line, String mode) {
        assertThat(Integer.toOctalString(socket(line).mode())).isEqualTo(mode);
    }

    @ParameterizedTest
    @ValueSource(strings = {"chmod-socket", "chmod-socket =", "chmod-socket = 0660", "chmod-socket = 66", "chmod = 888"})
    void aModeThatUwsgiRefusesIsAFault(String line) {
        assertThat(Reading.messages(uwsgi("socket = /srv/a.sock", line))).singleElement().asString().startsWith("3: key 'chmod");
    }

    @ParameterizedTest
    @CsvSource({"uid = nobody,65534,0", "uid = 5,5,0", "gid = adm,0,4", "uid = nobody;gid = www-data,65534,33",
        "uid = 7;uid = nobody,7,0", "chown-socket = daemon,1,0", "chown-socket = daemon:adm,1,4",
        "chown-socket = 9:10,9,10", "uid = nobody;gid = adm;chown-socket = daemon,1,0",
        "uid = nobody;master-as-root = true,0,0", "uid = nobody;drop-after-apps = 1,0,0", "uid = 0,0,0"})
    void theOwnerIsWhomUwsgiHasBecomeByThen(String lines, int uid, int gid) {
        SocketDecree socket = socket(lines.split(";"));
        assertThat(List.of(socket.uid(), socket.gid())).containsExactly(uid, gid);
    }

    @Test
    void anUnknownUserIsAFaultAtItsLine() {
        assertThat(Reading.messages(uwsgi("socket = /srv/a.sock", "chown-socket = nobody:nogroup", "uid = bob")))
                .containsExactly("3: key 'chown-socket' names the unknown group 'nogroup'");
        assertThat(Reading.messages(uwsgi("socket = /srv/a.sock", "uid = bob")))
                .containsExactly("3: key 'uid' names the unknown user 'bob'");
    }

    @Test
    void anUnprivilegedDaemonLeavesTheSocketItsOwn() {
        Verdict verdict = read(PaperAccounts.alice(), VassalDefaults.NONE, "[uwsgi]", "socket = /srv/a.sock", "uid = nobody");
        assertThat(Reading.good(verdict).sockets().get(0).uid()).isEqualTo(1000);
        assertThat(Reading.messages(read(PaperAccounts.alice(), VassalDefaults.NONE,
                "[uwsgi]", "socket = /srv/a.sock", "chown-socket = nobody"))).singleElement().asString()
                .contains("needs the daemon to run as root");
    }

    @Test
    void theLastBacklogHolds() {
        assertThat(socket("listen = 5", "listen = 7").backlog()).isEqualTo(7);
        assertThat(socket("listen = 12abc").backlog()).isEqualTo(12);
        assertThat(socket("q = 9", "listen = %(q)").backlog()).as("taken before placeholders are resolved").isZero();
    }

    @Test
    void aVassalSectionBesideItAddsPolicy() {
        Decree decree = Reading.good(uwsgi("socket = /srv/a.sock", "[vassal]", "priority = 3", "ready = accept",
                "stop-timeout = 5s", "name.team = shop", "no-new-privs = true"));
        assertThat(decree.policy().priority()).isEqualTo(3);
        assertThat(decree.policy().readiness()).isInstanceOf(Readiness.Accept.class);
        assertThat(decree.policy().stopTimeoutMillis()).isEqualTo(5000);
        assertThat(decree.metadata()).containsEntry("team", "shop");
        assertThat(decree.execution().noNewPrivileges()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"command = x", "socket = /x", "socket-fd = 0", "bind = master", "listen = 3", "chmod-socket = 600",
        "chown-socket = root", "chdir = /", "env = A=b", "umask = 022", "uid = root", "gid = root", "add-gid = adm",
        "processes = 2"})
    void whatIsUwsgisOwnIsAFaultInTheVassalSection(String line) {
        String key = line.substring(0, line.indexOf(' '));
        assertThat(Reading.messages(uwsgi("socket = /srv/a.sock", "[vassal]", line))).singleElement().asString()
                .startsWith("4: key '" + key + "' is uWSGI's own in a file with a [uwsgi] section: ");
    }

    @Test
    void whatIsUwsgisOwnIsNotTakenFromTheDefaults() {
        VassalDefaults defaults = Reading.reader(PaperAccounts.root())
                .readDefaults(Reading.PATH.resolveSibling("defaults"),
                        "[vassal]\nuid = nobody\nchdir = /srv\npriority = 8\n".getBytes(java.nio.charset.StandardCharsets.UTF_8))
                .defaults();
        Decree decree = Reading.good(read(PaperAccounts.root(), defaults, "[uwsgi]", "socket = /srv/a.sock"));
        assertThat(decree.execution().identity()).isNull();
        assertThat(decree.execution().directory()).isEqualTo("/etc/liege/vassals");
        assertThat(decree.policy().priority()).isEqualTo(8);
    }

    @Test
    void typosInTheVassalSectionAreFaultsAndOtherSectionsNobodysConcern() {
        assertThat(Reading.messages(uwsgi("socket = /srv/a.sock", "nonsense = 1", "[vassal]", "prioritty = 1", "[app:main]",
                "priority", "= 3", "[broken", "x")))
                .containsExactly("5: unknown key 'prioritty'; did you mean 'priority'?");
        assertThat(Reading.messages(uwsgi("socket = /srv/a.sock", "[vasal]", "priority = 1")))
                .containsExactly("3: unknown section '[vasal]'; did you mean [vassal]?");
        assertThat(Reading.messages(uwsgi("socket = /srv/a.sock", "[vassal ", "priority = 1")))
                .containsExactly("3: the section header '[vassal' does not end with ']'");
    }

    @ParameterizedTest
    @ValueSource(strings = {"socket", "uwsgi-socket", "fastcgi-socket", "scgi-socket"})
    void whatIsAskedByHttpNeedsASocketThatSpeaksIt(String option) {
        assertThat(Reading.messages(uwsgi(option + " = /srv/a.sock", "[vassal]", "health = http:/", "ready = http:/")))
                .containsExactlyInAnyOrder(
                        "4: key 'health'" + WRONG_PROTOCOL, "5: key 'ready'" + WRONG_PROTOCOL);
    }

    @Test
    void aSocketThatSpeaksHttpMayBeAsked() {
        assertThat(Reading.good(uwsgi("http-socket = /srv/a.sock", "[vassal]", "health = http:/up"))
                .policy().liveness().health()).isPresent();
        assertThat(Reading.good(uwsgi("socket = /srv/a.sock", "protocol = http", "[vassal]", "health = http:/up"))
                .policy().liveness().health()).isPresent();
        assertThat(Reading.messages(uwsgi("http = :80", "[vassal]", "health = http:/")))
                .containsExactly("4: key 'health' asks over the first socket, and there is none");
    }

    @Test
    void aProbeNeedsASocketOfOurs() {
        assertThat(Reading.messages(uwsgi("http = :80", "[vassal]", "ready = accept"))).singleElement().asString()
                .startsWith("4: key 'ready' asks for a probe");
        assertThat(Reading.good(uwsgi("http = :80")).sockets()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"ready = http:/", "health = http:/"})
    void aGetNeedsAFirstSocketThatSpeaksHttp(String line) {
        assertThat(Reading.messages(uwsgi("socket = /srv/a.sock", "http-socket = /srv/b.sock", "[vassal]", line)))
                .singleElement().asString().startsWith("5: key ").contains("does not speak HTTP");
        Reading.good(uwsgi("http-socket = /srv/b.sock", "socket = /srv/a.sock", "[vassal]", line));
        Reading.good(uwsgi("socket = /srv/a.sock", "protocol = http", "[vassal]", line));
        assertThat(Reading.messages(uwsgi("http-socket = :80", "[vassal]", line))).singleElement().asString()
                .containsAnyOf("has no Unix socket", "there is none");
    }

    @ParameterizedTest
    @ValueSource(strings = {"pidfile = %(socket).pid", "if-opt = socket\nmodule = %(_)", "module = %(x socket)"})
    void aFileThatAsksForItsSocketFindsItsOwn(String line) {
        assertThat(Reading.good(uwsgi("socket = /srv/a.sock", line)).execution().command())
                .containsSubsequence("--ini", "--socket");
        assertThat(Reading.good(uwsgi("socket = /srv/a.sock")).execution().command())
                .containsSubsequence("--socket", "--ini");
    }

    @Test
    void variablesThatTheFileAsksForAreHandedOn() {
        Decree decree = Reading.good(uwsgi("socket = /srv/$(STAGE).sock", "if-env = LANG", "module = %(_)", "endif ="));
        assertThat(decree.sockets().get(0).path()).isEqualTo("/srv/live.sock");
        assertThat(decree.execution().environment())
                .containsOnlyKeys("STAGE", "LANG").containsEntry("STAGE", "live");
    }

    @ParameterizedTest
    @ValueSource(strings = {"socket = /srv/$(NOTHING).sock", "socket = /srv/%(nothing).sock", "socket = /srv/%V.sock",
        "socket = /srv/$(NOTIFY_SOCKET).sock", "socket = fd://3", "socket ="})
    void aSocketWhoseNameNobodyKnowsIsAFault(String line) {
        assertThat(Reading.messages(uwsgi(line))).singleElement().asString().startsWith("2: key 'socket' ");
    }

    @Test
    void aByteOrderMarkHidesTheSectionFromUwsgi() {
        assertThat(Reading.messages(read(PaperAccounts.root(), VassalDefaults.NONE, "\uFEFF[uwsgi]", "socket = /srv/a.sock")))
                .singleElement().asString().contains("uWSGI finds no key");
    }

    @Test
    void whatLeadsAnEmperorsLifeIsNoted() {
        assertThat(notes(uwsgi("socket = /srv/a.sock", "emperor = /etc/more", "emperor-on-demand-extension = .s",
                "die-on-idle = true", "daemonize = /var/log/shop.log"))).hasSize(4);
    }

    @Test
    void anOptionThatUwsgiIgnoresForItsSpellingIsNoted() {
        assertThat(notes(uwsgi("socket = /srv/a.sock", "chmod_socket = 600", "HTTP-socket = /srv/b.sock", "Foo = 1")))
                .containsExactly(
                        "key 'chmod_socket' is unknown to uWSGI, which ignores it; did you mean 'chmod-socket'?",
                        "key 'HTTP-socket' is unknown to uWSGI, which ignores it; did you mean 'http-socket'?");
    }

    @Test
    void aSharedSocketMustBeThere() {
        assertThat(sockets("shared-socket = 127.0.0.1:1", "socket = =0", "socket = /srv/a.sock")).hasSize(1);
        assertThat(Reading.messages(uwsgi("socket = =0", "shared-socket = 127.0.0.1:1"))).singleElement().asString()
                .startsWith("2: key 'socket' stands for a shared-socket");
    }

    @Test
    void socketsInTheRunDirectoryLieWithTheOthers() {
        assertThat(socket("socket = /run/liege/apps/shop.sock").masters()).isFalse();
        assertThat(sockets("socket = /run/liege/apps/shop.sock").get(0).masters()).isTrue();
        assertThat(Reading.messages(uwsgi("socket = /run/liege/control.sock"))).singleElement().asString()
                .contains("lies inside the run directory");
    }
}
