package org.liege.blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The run directories and scripts of {@code etc/} for inits other than systemd, under the real runit, s6 and sysvinit's tools. */
@Timeout(180)
class InitIT {
    private static final Path ETC = Checkout.ROOT.resolve("etc");

    @RegisterExtension
    final Realm realm = new Realm();

    private Process supervisor;

    @AfterEach
    void endSupervisor() {
        if (supervisor != null) {
            supervisor.destroyForcibly();
        }
    }

    // --- runit

    @Test
    void runitStartsChecksRestartsAndStopsIt() throws IOException {
        Path service = service("runit/liege", Component.RUNSV.require());
        realm.drop("shop", Worker.command());
        String sv = Component.SV.require().toString();
        Commands.run(environment(), sv, "-w", "60", "start", service.toString()).mustSucceed();
        assertThat(Http.ask(realm.control(), "GET", "/healthz").status()).as("sv start waits for the doors").isEqualTo(200);
        App before = realm.await("shop", "running");

        realm.put(realm.vassals().resolve("later.ini"), "[vassal]\ncommand = " + Worker.command() + "\n");
        Commands.run(environment(), sv, "hup", service.toString()).mustSucceed();
        realm.await("later", "running");

        assertAdoptedAfterKill(before, Path.of(service + "/supervise/pid"));

        Commands.run(environment(), sv, "-w", "60", "stop", service.toString()).mustSucceed();
        assertNothingRuns(before);
        Commands.run(environment(), sv, "-w", "60", "exit", service.toString()).mustSucceed();
    }

    // --- s6

    @Test
    void s6WaitsUntilItIsReadyRestartsAndStopsIt() throws IOException {
        Path service = service("s6/liege", Component.S6_SUPERVISE.require());
        realm.drop("shop", Worker.command());
        Until.holds("supervised", () -> Commands.run("s6-svok", service.toString()).status() == 0);
        Commands.run("s6-svwait", "-U", "-t", "60000", service.toString()).mustSucceed();
        assertThat(Http.ask(realm.control(), "GET", "/healthz").status()).as("ready when the doors answer").isEqualTo(200);
        App before = realm.await("shop", "running");
        long master = Long.parseLong(Commands.run("s6-svstat", "-o", "pid", service.toString()).output().strip());
        assertThat(Processes.descriptors(master).getOrDefault(3, "")).as("the pipe is closed").doesNotStartWith("pipe:");

        Processes.kill(master);
        Until.holds("another master that is ready", () -> {
            String status = Commands.run("s6-svstat", "-o", "pid,ready", service.toString()).output().strip();
            return !status.startsWith(master + " ") && status.endsWith("true");
        });
        assertThat(realm.await("shop", "running").pids()).isEqualTo(before.pids());

        Commands.run("s6-svc", "-d", "-wD", "-T", "60000", service.toString()).mustSucceed();
        assertNothingRuns(before);
        Commands.run("s6-svc", "-x", service.toString()).mustSucceed();
        Until.holds("s6-supervise has ended", () -> !supervisor.isAlive());
    }

    @ParameterizedTest
    @ValueSource(strings = {"7", "4"})
    void whatIsNoPipeIsRefusedInWords(String number) {
        Daemon daemon = realm.launch(List.of(), Map.of(), "--ready-fd", number);
        assertThat(daemon.exitStatus()).isEqualTo(1);
        assertThat(daemon.output()).contains("could not start: could not ").contains(" " + number);
        assertThat(Files.exists(realm.control())).isFalse();
    }

    // --- sysvinit

    @Test
    void sysvinitsScriptStartsReloadsAndStopsIt() throws IOException {
        Component.START_STOP_DAEMON.require();
        realm.drop("shop", Worker.command());
        assertThat(sysvinit("status").status()).isNotZero();
        sysvinit("start").mustSucceed();
        App before = realm.await("shop", "running");
        sysvinit("start").mustSucceed();
        sysvinit("status").mustSucceed();
        realm.put(realm.vassals().resolve("later.ini"), "[vassal]\ncommand = " + Worker.command() + "\n");
        sysvinit("reload").mustSucceed();
        realm.await("later", "running");

        sysvinit("restart").mustSucceed();
        App after = realm.await("shop", "running");
        assertThat(after.pids()).doesNotContainAnyElementsOf(before.pids());

        sysvinit("stop").mustSucceed();
        assertNothingRuns(after);
        assertThat(sysvinit("status").status()).isNotZero();
        sysvinit("stop").mustSucceed();
        assertThat(sysvinit("jump").status()).isEqualTo(2);
    }

    private Commands.Outcome sysvinit(String verb) {
        Map<String, String> environment = environment();
        environment.put("LIEGE", Checkout.LAUNCHER.toString());
        environment.put("OPTIONS", options());
        environment.put("PIDFILE", realm.place().resolve("liege.pid").toString());
        environment.put("LOG", realm.place().resolve("master/log").toString());
        return Commands.run(environment, ETC.resolve("sysvinit/liege").toString(), verb);
    }

    // --- all

    @ParameterizedTest
    @ValueSource(strings = {"runit/liege/run", "runit/liege/check", "s6/liege/run", "openrc/liege", "sysvinit/liege"})
    void scriptsAreWellFormedAndExecutable(String script) {
        assertThat(ETC.resolve(script)).isExecutable();
        Commands.run("/bin/sh", "-n", ETC.resolve(script).toString()).mustSucceed();
    }

    /** A service directory as an operator would make it, with its options in {@code conf}, under its real supervisor. */
    private Path service(String from, Path program) throws IOException {
        Path service = realm.place().resolve("liege");
        Commands.run("cp", "-R", ETC.resolve(from).toString(), service.toString()).mustSucceed();
        Files.writeString(service.resolve("conf"), "PATH=" + Checkout.ROOT + ":$PATH\nOPTIONS='" + options() + "'\n"
                + "export LIEGE_RUN_DIR=" + realm.run() + "\n");
        ProcessBuilder builder = new ProcessBuilder(program.toString(), service.toString());
        builder.environment().putAll(environment());
        builder.redirectErrorStream(true).redirectOutput(realm.place().resolve("supervisor.out").toFile());
        supervisor = builder.start();
        return service;
    }

    private String options() {
        return String.join(" ", "--vassals", realm.vassals().toString(), "--log-dir", realm.log().toString());
    }

    private Map<String, String> environment() {
        Map<String, String> environment = new HashMap<>(Launch.ENVIRONMENT);
        environment.put("LIEGE_RUN_DIR", realm.run().toString());
        return environment;
    }

    private void assertAdoptedAfterKill(App before, Path pidFile) throws IOException {
        Until.holds("written", () -> LedgerFile.of(realm, "shop").json().list("workers").stream()
                .allMatch(worker -> worker.flag("ready")));
        long master = Long.parseLong(Files.readString(pidFile).strip());
        Processes.kill(master);
        Until.holds("another master", () -> {
            String now = Files.readString(pidFile).strip();
            return !now.isEmpty() && Long.parseLong(now) != master;
        });
        Until.holds("doors that answer", () -> Realm.answers(realm.control()));
        assertThat(realm.await("shop", "running").pids()).isEqualTo(before.pids());
    }

    private void assertNothingRuns(App before) {
        List<Long> left = new ArrayList<>(before.pids());
        left.removeIf(pid -> !Processes.alive(pid));
        assertThat(left).as("workers after the stop").isEmpty();
        assertThat(realm.control()).doesNotExist();
    }
}
