package org.liege.vassal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** The values of the core check themselves and hold copies. */
class RecordsTest {
    private static void refused(ThrowingCallable making) {
        assertThatThrownBy(making).isInstanceOfAny(IllegalArgumentException.class, NullPointerException.class);
    }

    @Test
    void aPolicyRefusesDurationsAndCountsThatMakeNoSense() {
        refused(() -> Edict.of("shop").readyDelay(-1).policy());
        refused(() -> Edict.of("shop").startTimeout(0).policy());
        refused(() -> Edict.of("shop").stop("TERM", -1).policy());
        refused(() -> Edict.of("shop").throttle(0, 10, 1).policy());
        refused(() -> Edict.of("shop").throttle(11, 10, 1).policy());
        refused(() -> Edict.of("shop").throttle(1, 10, 0).policy());
        refused(() -> Edict.of("shop").restart(null).policy());
    }

    @Test
    void aDecreeRefusesNoProcesses() {
        refused(() -> Edict.of("shop").processes(0).decree());
        refused(() -> Edict.of(null).digest(null).decree());
    }

    @Test
    void aSocketRefusesAnImpossibleBacklogOrMode() {
        refused(() -> Edict.socket("/srv/a.sock", -1));
        refused(() -> new SocketDecree("/srv/a.sock", 1, 01777, 0, 0, true));
        refused(() -> Edict.socket(null, 1));
    }

    @Test
    void httpReadinessRefusesWhatIsNoPathOrNoStatus() {
        refused(() -> new Readiness.Http("ready", 0));
        refused(() -> new Readiness.Http("/", 99));
        refused(() -> new Readiness.Http("/", 600));
        assertThat(new Readiness.Http("/ready", 204).status()).isEqualTo(204);
    }

    @Test
    void anExitHasACodeOrASignalButNotBoth() {
        refused(() -> new Exit(1, "KILL", false, false, ""));
        refused(() -> new Exit(1, null, false, false, null));
    }

    @Test
    void aFaultNamesItsPlace() {
        refused(() -> new Fault("/etc/x.ini", -1, "m"));
        assertThat(new Fault("/etc/x.ini", 7, "unknown key")).hasToString("/etc/x.ini:7: unknown key");
    }

    @Test
    void whatIsHandedInCanChangeAfterwardsWithoutHarm() {
        List<Fault> faults = new ArrayList<>(List.of(new Fault("/etc/x.ini", 1, "m")));
        Fact.Faulted faulted = new Fact.Faulted("/etc/x.ini", faults);
        faults.clear();
        assertThat(faulted.faults()).hasSize(1);
        Map<String, String> environment = new HashMap<>(Map.of("A", "1"));
        Execution old = Edict.of("shop").decree().execution();
        Execution copy = new Execution(
                old.command(), "/", environment, 022, null, old.limits(), old.nice(), true, 3, false, "TERM");
        environment.put("A", "2");
        assertThat(copy.environment()).containsEntry("A", "1");
        assertThatThrownBy(() -> copy.environment().put("B", "1")).isInstanceOf(RuntimeException.class);
    }

    @Test
    void everyVerbIsFoundByItsWordAndNothingElseIs() {
        for (Verb verb : Verb.values()) {
            assertThat(Verb.of(verb.word())).contains(verb);
        }
        assertThat(Verb.of("STOP")).isEmpty();
        assertThat(Verb.of("")).isEmpty();
    }

    @Test
    void durationsAreToldInTheUnitThatFits() {
        assertThat(List.of(Millis.words(0), Millis.words(999), Millis.words(2_000), Millis.words(3_500),
                Millis.words(120_000))).containsExactly("0 ms", "999 ms", "2 s", "3.5 s", "2 min");
    }

    @Test
    void durationsAreToldAlikeInEveryLocale() {
        Locale before = Locale.getDefault();
        try {
            Locale.setDefault(Locale.GERMANY);
            assertThat(Millis.words(3_500)).isEqualTo("3.5 s");
        } finally {
            Locale.setDefault(before);
        }
    }
}
