package org.liege.decree;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.liege.vassal.Decree;
import org.liege.vassal.Fault;

class VassalDefaultsTest {
    private static final Path PATH = Path.of("/etc/liege/defaults.ini");
    private final DecreeReader reader = Reading.reader(PaperAccounts.root());

    private DecreeReader.Defaults read(String... lines) {
        String text = "[vassal]\n" + String.join("\n", lines) + "\n";
        return reader.readDefaults(PATH, text.getBytes(StandardCharsets.UTF_8));
    }

    private Verdict under(DecreeReader.Defaults defaults, String... lines) {
        assertThat(defaults.faults()).isEmpty();
        return reader.read(Reading.file("[vassal]\n" + String.join("\n", lines) + "\n"), defaults.defaults());
    }

    @Test
    void holdWhereTheVassalSaysNothing() {
        Decree decree = Reading.good(under(read("listen = 7", "uid = alice", "env = A=1"), "command = x"));
        assertThat(decree.sockets().get(0).backlog()).isEqualTo(7);
        assertThat(decree.execution().identity().uid()).isEqualTo(1000);
        assertThat(decree.execution().environment()).containsEntry("A", "1");
    }

    @Test
    void areReplacedByTheVassalsOwnKeysAndListsAsAWhole() {
        DecreeReader.Defaults defaults = read("listen = 7", "env = A=1", "env = B=2", "name.x = 1", "name.y = 2");
        Decree decree = Reading.good(under(defaults, "command = x", "listen = 8", "env = C=3", "name.x = 3"));
        assertThat(decree.sockets().get(0).backlog()).isEqualTo(8);
        assertThat(decree.execution().environment()).containsOnlyKeys("C");
        assertThat(decree.metadata()).containsEntry("x", "3").containsEntry("y", "2");
    }

    @Test
    void mayHoldTheCommandAndPlaceholdersOfTheVassal() {
        Decree decree = Reading.good(under(read("chdir = %d%n", "command = run %n"), "name.x = %(chdir)"));
        assertThat(decree.execution().command()).containsExactly("run", "shop");
        assertThat(decree.execution().directory()).isEqualTo("/etc/liege/vassals/shop");
        assertThat(decree.metadata()).containsEntry("x", "/etc/liege/vassals/shop");
    }

    @Test
    void haveFaultsOfTheirOwnTold() {
        DecreeReader.Defaults defaults = read("listen = many", "comand = x", "throttle = 1h");
        assertThat(defaults.faults()).containsExactly(
                new Fault(PATH.toString(), 2, "key 'listen' needs a whole number from 0 to 65535, not 'many'"),
                new Fault(PATH.toString(), 3, "unknown key 'comand'; did you mean 'command'?"),
                new Fault(PATH.toString(), 4,
                        "key 'throttle' contradicts: throttle (3600000ms) is longer than throttle-max (30000ms)"));
        assertThat(defaults.defaults()).isSameAs(VassalDefaults.NONE);
    }

    @Test
    void thatContradictAVassalAreAFaultAtTheirOwnPlace() {
        Verdict verdict = under(read("throttle = 20s"), "command = x", "throttle-max = 10s");
        assertThat(Reading.faults(verdict)).containsExactly(new Fault(PATH.toString(), 2,
                "key 'throttle' contradicts: throttle (20000ms) is longer than throttle-max (10000ms)"));
    }

    @Test
    void changeTheDigestOnlyOfWhomTheyConcern() {
        DecreeReader.Defaults seven = read("listen = 7");
        DecreeReader.Defaults eight = read("listen = 8");
        String[] silent = {"command = x"};
        String[] outspoken = {"command = x", "listen = 9"};
        assertThat(Reading.good(under(seven, silent)).digest()).isNotEqualTo(Reading.good(under(eight, silent))
                .digest());
        assertThat(Reading.good(under(seven, outspoken)).digest())
                .isEqualTo(Reading.good(under(eight, outspoken)).digest());
    }

    @Test
    void mayBeEmptyButNotWithoutTheirSection() {
        assertThat(read().faults()).isEmpty();
        assertThat(reader.readDefaults(PATH, new byte[0]).faults())
                .containsExactly(new Fault(PATH.toString(), 0, "the file has no [vassal] section"));
    }

    @Test
    void saySameWhateverTheirLinesAre() {
        assertThat(read("listen = 7").defaults().saysSame(read("; comment", "listen = 7").defaults())).isTrue();
        assertThat(read("listen = 7").defaults().saysSame(read("listen = 8").defaults())).isFalse();
    }
}
