package org.liege.blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** {@code liege why}: what an operator is told about an app in trouble, and about one that isn't there. */
@Timeout(120)
class WhyIT {
    @RegisterExtension
    final Realm realm = new Realm();

    private String why(String app, int status) {
        Commands.Outcome outcome = Launch.command(realm, "why", app);
        assertThat(outcome.status()).as("%s", outcome).isEqualTo(status);
        assertThat(outcome.errors()).doesNotContain("Exception");
        return outcome.output();
    }

    @Test
    void crashLoopIsExplainedWithItsLastWordsItsPathAndItsNextTry() {
        realm.drop("one", Worker.command("--write", "no database at 10.0.0.1", "--exit", "9"), "throttle = 20s",
                "throttle-max = 40s", "failed-after = 1");
        realm.up();
        realm.await("one", "failed");
        String told = why("one", 0);
        assertThat(told).startsWith("one is failed since 20")
                .contains("exited with code 9", "no database at 10.0.0.1", "next", "it is tried again in ", "to do",
                        "liege reset one", "How it came to that:")
                .containsPattern("T[0-9:.]+Z  idle -> starting")
                .containsPattern("T[0-9:.]+Z  starting -> failed: exited with code 9");
    }

    @Test
    void eachTroubleHasAdviceOfItsOwn() throws IOException {
        realm.drop("fine", Worker.command());
        realm.drop("stopped", Worker.command());
        realm.drop("missing", realm.place().resolve("nowhere").toString(), "throttle = 20s", "throttle-max = 40s");
        realm.drop("faulty", Worker.command(), "comand = x");
        realm.up();
        realm.await("fine", "running");
        realm.await("stopped", "running");
        realm.verb("stopped", "stop?wait=10s");
        realm.awaitThat("missing", App::waitsToRetry);
        realm.await("faulty", "invalid");
        assertThat(why("fine", 0)).contains("fine is running", "it serves");
        assertThat(why("stopped", 0)).contains("stopped by the operator", "'liege start stopped'");
        assertThat(why("missing", 0)).contains("ENOENT", "mend 'command'");
        assertThat(why("faulty", 0)).contains("did you mean 'command'", "liege check " + realm.file("faulty"));
    }

    @Test
    void unknownNamesAreAnsweredWithLikelyOnesAndRefusedFiles() throws IOException {
        realm.drop("shop", Worker.command());
        Files.writeString(realm.vassals().resolve("-odd.ini"), "[vassal]\ncommand = /bin/true\n");
        realm.up();
        realm.await("shop", "running");
        assertThat(why("shpo", 4)).contains("did you mean shop?");
        Commands.Outcome odd = Launch.command(realm, "why", "--", "-odd");
        assertThat(odd.status()).isEqualTo(4);
        assertThat(odd.output()).contains("refused: ", "-odd.ini");
    }

    @Test
    void withoutAMasterItSaysSo() {
        Commands.Outcome outcome = Launch.command(realm, "why", "one");
        assertThat(outcome.status()).isEqualTo(6);
        assertThat(outcome.errors()).contains("could not reach a master");
        assertThat(Launch.command(realm, "why").status()).isEqualTo(2);
    }
}
