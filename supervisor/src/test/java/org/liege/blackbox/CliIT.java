package org.liege.blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The command line: what it prints, and the exit codes that scripts rely on. */
@Timeout(120)
class CliIT {
    @RegisterExtension
    final Realm realm = new Realm();

    private Commands.Outcome liege(String... arguments) {
        return Launch.command(realm, arguments);
    }

    private static void assertExit(Commands.Outcome outcome, int status) {
        assertThat(outcome.status()).as("%s", outcome).isEqualTo(status);
        assertThat(outcome.errors()).doesNotContain("Exception", "\tat ", "WARNING");
    }

    @Test
    void statusTellsRunningNotRunningUnknownAndNoMaster() {
        assertExit(liege("status"), 6);
        assertExit(liege("status", "one"), 6);
        realm.drop("one", Worker.command());
        realm.drop("down", Worker.command("--exit", "1"));
        realm.up();
        realm.await("one", "running");
        realm.awaitThat("down", app -> app.json().at("lastExit") != null);
        Commands.Outcome running = liege("status", "one");
        assertExit(running, 0);
        assertThat(running.output()).contains("one", "running", Long.toString(realm.app("one").pid()));
        Commands.Outcome down = liege("status", "down");
        assertExit(down, 3);
        assertThat(down.output()).contains("down");
        assertExit(liege("status", "nobody"), 4);
        Commands.Outcome all = liege("status");
        assertExit(all, 0);
        assertThat(all.output()).contains("one", "running", "down");
    }

    @Test
    void statusPrintsJsonOnRequest() {
        realm.drop("one", Worker.command());
        realm.up();
        realm.await("one", "running");
        Commands.Outcome one = liege("status", "one", "--json");
        assertExit(one, 0);
        assertThat(Json.parse(one.output()).text("state")).isEqualTo("running");
        Commands.Outcome all = liege("status", "--json");
        assertExit(all, 0);
        assertThat(Json.parse(all.output()).list("apps")).hasSize(1);
    }

    @Test
    void verbsWaitAndTellWhatCameOfIt() {
        realm.drop("one", Worker.command("--slow-term", "1000"), "stop-timeout = 10s");
        realm.drop("two", Worker.command());
        realm.up();
        realm.await("one", "running");
        realm.await("two", "running");
        assertExit(liege("stop", "one", "--wait", "50ms"), 5);
        assertExit(liege("stop", "one", "two", "--wait", "10s"), 0);
        assertThat(realm.app("one").state()).isEqualTo("stopped");
        assertThat(realm.app("two").state()).isEqualTo("stopped");
        assertExit(liege("status", "one"), 3);
        assertExit(liege("start", "one", "two", "--wait", "10s"), 0);
        assertThat(realm.app("two").running()).isTrue();
        long pid = realm.app("two").pid();
        assertExit(liege("restart", "two", "--wait", "10s"), 0);
        assertThat(realm.app("two").pid()).isNotEqualTo(pid);
        assertExit(liege("reset", "two", "--wait", "10s"), 0);
        assertExit(liege("stop", "nobody"), 4);
    }

    @Test
    void usageErrorsExitWithTwo() {
        for (String[] arguments : new String[][] {
            {"dance"}, {"status", "--colour"}, {"stop"}, {"stop", "one", "--wait", "soon"},
            {"up", "--no-such-option", "x"}, {"check"}
        }) {
            Commands.Outcome outcome = liege(arguments);
            assertExit(outcome, 2);
            assertThat(outcome.errors()).isNotBlank();
        }
    }

    @Test
    void checkPrintsFaultsWithTheirPlaces() throws IOException {
        Path good = Checkout.FIXTURES.resolve("vassals/good-minimal.ini");
        Path bad = Checkout.FIXTURES.resolve("vassals/bad-several-faults.ini");
        Commands.Outcome fine = liege("check", good.toString());
        assertExit(fine, 0);
        Commands.Outcome faulty = liege("check", good.toString(), bad.toString());
        assertExit(faulty, 1);
        assertThat(faulty.output() + faulty.errors())
                .contains(bad + ":3: ", bad + ":4: ", bad + ":5: ", bad + ":6: ", bad + ":7: ")
                .contains("did you mean 'command'").doesNotContain(good + ":");
        realm.drop("one", Worker.command(), "lisen = 1");
        Commands.Outcome directory = liege("check", realm.vassals().toString());
        assertExit(directory, 1);
        assertThat(directory.output() + directory.errors()).contains(realm.file("one") + ":3: ");
        assertExit(liege("check", realm.place().resolve("missing.ini").toString()), 1);
        assertThat(Files.exists(realm.run())).as("check makes nothing").isFalse();
    }

    @Test
    void demoVassalsOfTheCheckoutAreGood() {
        assertExit(liege("check", Checkout.ROOT.resolve("etc/vassals").toString()), 0);
    }

    @Test
    void configTellsWhatIsInForceAndVersionTellsTheVersion() {
        Commands.Outcome config = liege("config", "--config", Checkout.ROOT.resolve("etc/liege.ini").toString());
        assertExit(config, 0);
        assertThat(config.output()).contains("vassals", Checkout.ROOT.resolve("etc/vassals").toString(), "run-dir",
                "log-dir", "max-starting");
        Commands.Outcome version = liege("version");
        assertExit(version, 0);
        assertThat(version.output()).matches("(?s).*\\d+\\.\\d+.*");
    }

    @Test
    void upOnAHeldLockExitsWithOne() {
        realm.up();
        Commands.Outcome second = Commands.run(Launch.ENVIRONMENT, Checkout.LAUNCHER.toString(), "up", "--run-dir",
                realm.run().toString(), "--log-dir", realm.log().toString(), "--vassals", realm.vassals().toString());
        assertExit(second, 1);
        assertThat(second.output() + second.errors()).contains("could not");
    }

    @Test
    void upSaysWhereThingsAreAndALineToTry() {
        realm.drop("one", Worker.command());
        realm.up();
        realm.await("one", "running");
        Until.passes(() -> assertThat(realm.daemon().output())
                .contains(realm.vassals().toString(), realm.control().toString(), "curl ", "--unix-socket"));
    }

    @Test
    void upWithAConfigurationFileObeysItAndAFlagWins() throws IOException {
        Path file = realm.place().resolve("liege.ini");
        Path other = Files.createDirectory(realm.place().resolve("other"));
        realm.put(other.resolve("fromfile.ini"), "[vassal]\ncommand = " + Worker.command() + "\n");
        realm.put(file, "[liege]\nvassals = other\nrun-dir = nowhere\nmax-starting = 3\n");
        Daemon daemon = realm.launchWith("--config", file.toString(), "--run-dir", realm.run().toString(),
                "--log-dir", realm.log().toString());
        Until.holds("the vassal of the file", () -> Files.exists(realm.control()) && realm.knows("fromfile")
                && realm.app("fromfile").running());
        assertThat(realm.place().resolve("nowhere")).doesNotExist();
        assertThat(daemon.stop()).isZero();
    }

    @Test
    void faultyConfigurationIsToldWithItsPlace() {
        Path file = realm.place().resolve("liege.ini");
        realm.put(file, "[liege]\nvasals = vassals\nmax-starting = lots\n");
        Commands.Outcome outcome = liege("up", "--config", file.toString());
        assertThat(outcome.status()).isIn(1, 2);
        assertThat(outcome.errors() + outcome.output())
                .contains(file + ":2: ", "did you mean 'vassals'", file + ":3: ");
    }
}
