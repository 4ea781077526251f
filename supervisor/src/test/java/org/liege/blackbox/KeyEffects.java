package org.liege.blackbox;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** How the effect of each key's example is seen from outside. The examples themselves stand in the key table. */
final class KeyEffects {
    /** Looks at the vassal of that name. */
    @FunctionalInterface
    interface Effect {
        void observe(String vassal) throws Exception;
    }

    /** What the vassal runs, the lines beside the key's own, and what is to be seen. */
    record Setting(String command, List<String> beside, Effect effect) {}

    private static final String RUNS = "sleep 1000";
    /** From asm-generic/fcntl.h, the same on x86-64 and aarch64. */
    private static final int O_APPEND = 02000;

    private final Realm realm;
    private final Map<String, Setting> settings;

    KeyEffects(Realm realm) {
        this.realm = realm;
        this.settings = Map.ofEntries(
                entry("command", serving(name -> assertThat(Processes.commandLine(pid(name)))
                        .startsWith(Worker.program().toString()))),
                entry("chdir", running(name ->
                        assertThat(Path.of("/proc/" + pid(name) + "/cwd").toRealPath()).hasToString("/usr"))),
                entry("env", running(name -> assertThat(environment(name)).contains("COLOUR=dark blue"))),
                entry("umask", running(name -> assertThat(status(name, "Umask")).isEqualTo("0027"))),
                entry("processes", running(name -> assertThat(running(name).pids()).hasSize(2))),
                entry("uid", running(name -> assertThat(status(name, "Uid")).startsWith("65534\t65534\t65534"))),
                entry("gid", running(name -> assertThat(status(name, "Gid")).startsWith("1\t1\t1"))),
                entry("add-gid", running(List.of("uid = nobody"), name ->
                        assertThat(status(name, "Groups").split(" ")).contains("4"))),
                entry("no-new-privs", running(name -> {
                    assertThat(status(name, "NoNewPrivs")).isEqualTo("0");
                    assertThat(status("key-umask", "NoNewPrivs")).as("without the key").isEqualTo("1");
                })),
                entry("limit-nofile", running(name ->
                        assertThat(limit(name, "Max open files")).startsWith("512 512 "))),
                entry("limit-nproc", running(name ->
                        assertThat(limit(name, "Max processes")).startsWith("4000 4000 "))),
                entry("limit-core", running(name ->
                        assertThat(limit(name, "Max core file size")).startsWith("1048576 1048576 "))),
                entry("limit-as", running(name ->
                        assertThat(limit(name, "Max address space")).startsWith("8589934592 8589934592 "))),
                entry("nice", running(name -> assertThat(niceness(name)).isEqualTo("5"))),
                entry("socket", serving(name -> assertThat(Http.get(realm.socket(name + "-web"), "/pid"))
                        .contains("" + pid(name)))),
                entry("socket-fd", new Setting(Worker.command("--fd", "0"), List.of(), name ->
                        assertThat(Http.get(realm.socket(name), "/pid")).contains("" + pid(name)))),
                entry("bind", serving(name -> {
                    assertThat(running(name).json().list("sockets").get(0).text("owner")).isEqualTo("master");
                    assertThat(Processes.descriptors(realm.daemon().pid()))
                            .containsValue("socket:[" + listener(name).inode() + "]");
                })),
                entry("listen", running(name -> assertThat(listener(name).backlog()).isEqualTo(7))),
                entry("chmod-socket", running(name ->
                        assertThat(PosixFilePermissions.toString(attributes(name).permissions())).isEqualTo("rw-------"))),
                entry("chown-socket", running(name -> {
                    assertThat(attributes(name).owner().getName()).isEqualTo("daemon");
                    assertThat(attributes(name).group().getName()).isEqualTo("daemon");
                })),
                entry("start", running(name -> assertThat(running(name).starts()).isEqualTo(1))),
                // Never accepts: ready by nothing but its execution.
                entry("ready", new Setting(Worker.command("--block"), List.of(), this::running)),
                entry("ready-delay", new Setting(Worker.command(), List.of(), name ->
                        assertThat(millisToReady(name)).isGreaterThanOrEqualTo(1500))),
                entry("start-timeout", new Setting(Worker.command("--block"), List.of(), name ->
                        realm.awaitThat(name, app -> app.reason().contains("not ready within 2 s")))),
                entry("stop-signal", running(name -> {
                    realm.verb(name, "restart?wait=10s");
                    assertThat(realm.app(name).json().text("lastExit.signal")).isEqualTo("INT");
                })),
                entry("stop-timeout", new Setting(Worker.command("--ignore-term"), List.of(), name -> {
                    running(name);
                    realm.verb(name, "restart?wait=10s");
                    assertThat(realm.app(name).json().text("lastExit.signal")).isEqualTo("KILL");
                })),
                entry("priority", running(this::startedFirst)),
                entry("restart", failing(name -> {
                    realm.await(name, "failed");
                    realm.watch(name, Duration.ofSeconds(2), app -> app.starts() == 1 && !app.waitsToRetry());
                })),
                entry("throttle", failing(
                        List.of("throttle-max = 10m", "failed-after = 1000"), this::waitsLongAtFirst)),
                entry("throttle-max", failing(List.of("throttle = 100ms", "failed-after = 1000"), name ->
                        realm.awaitThat(name, app -> app.starts() > 6 && app.waitsToRetry()
                                && millisToRetry(app) <= 300))),
                entry("failed-after", failing(List.of("throttle-max = 10m"), name ->
                        assertThat(realm.await(name, "failed").starts()).isEqualTo(2))),
                entry("reload", running(name -> {
                    running(name);
                    realm.verb(name, "reload");
                    // It dies of the signal, being no program that reloads.
                    realm.awaitThat(name, app -> app.json().at("lastExit") != null
                            && "HUP".equals(app.json().text("lastExit.signal")));
                })),
                entry("watchdog", new Setting(Worker.command("--heartbeat", "200"), List.of(), name -> {
                    assertThat(environment(name)).contains("WATCHDOG_USEC=2000000");
                    long silent = pid(name);
                    Processes.signal(silent, "STOP");
                    realm.awaitThat(name, app -> app.readyPids().size() == 1 && !app.pids().contains(silent));
                })),
                entry("health", sick(List.of("health-interval = 200ms"), name ->
                        realm.awaitThat(name, app -> app.starts() > 1))),
                entry("health-interval", sick(List.of("health = http:/health"), name ->
                        assertThat(secondsFoundWell(name)).isLessThan(5))),
                entry("health-failures", sick(List.of("health = http:/health", "health-interval = 4s"), name ->
                        assertThat(secondsFoundWell(name)).isLessThan(11))),
                entry("log", new Setting(Worker.command("--write", "to the log"), List.of(), name -> {
                    running(name);
                    Path log = realm.log().resolve(name + ".log");
                    assertThat(Files.readString(log)).contains("to the log");
                    assertThat(Processes.descriptors(pid(name))).containsEntry(1, log.toString());
                    assertThat(openFlags(name, 1) & O_APPEND).as("opened to append").isEqualTo(O_APPEND);
                })),
                entry("name.*", running(name -> assertThat(running(name).json().text("metadata.team"))
                        .isEqualTo("the shop team"))));
    }

    /** The setting of a key; one that nobody has thought of fails. */
    Setting setting(String key) {
        Setting setting = settings.get(key);
        if (setting == null) {
            throw new AssertionError("no effect of the key '" + key + "' is observed here: add one");
        }
        return setting;
    }

    private static Setting running(Effect effect) {
        return running(List.of(), effect);
    }

    private static Setting running(List<String> beside, Effect effect) {
        List<String> lines = new java.util.ArrayList<>(beside);
        lines.add("ready = spawn");
        return new Setting(RUNS, lines, effect);
    }

    private static Setting serving(Effect effect) {
        return new Setting(Worker.command(), List.of(), effect);
    }

    /** Serves, and says of itself that it is not well. */
    private static Setting sick(List<String> beside, Effect effect) {
        return new Setting(Worker.command("--health", "500"), beside, effect);
    }

    private static Setting failing(Effect effect) {
        return failing(List.of(), effect);
    }

    private static Setting failing(List<String> beside, Effect effect) {
        return new Setting(Worker.command("--exit", "3"), beside, effect);
    }

    private App running(String name) {
        return realm.await(name, "running");
    }

    private long pid(String name) {
        return running(name).pids().get(0);
    }

    private String read(String name, String file) {
        try {
            return new String(Files.readAllBytes(Path.of("/proc/" + pid(name) + "/" + file)), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<String> environment(String name) {
        return List.of(read(name, "environ").split("\0"));
    }

    private String status(String name, String field) {
        return read(name, "status").lines().filter(line -> line.startsWith(field + ":")).findFirst().orElseThrow()
                .substring(field.length() + 1).strip();
    }

    private String limit(String name, String what) {
        return read(name, "limits").lines().filter(line -> line.startsWith(what)).findFirst().orElseThrow()
                .substring(what.length()).strip().replaceAll(" +", " ") + " ";
    }

    /** Field 19 of proc_pid_stat(5); the second, which may hold anything, ends with the last parenthesis. */
    private String niceness(String name) {
        String stat = read(name, "stat");
        return stat.substring(stat.lastIndexOf(')') + 2).split(" ")[16];
    }

    /** In octal, as proc_pid_fdinfo(5) has them. */
    private int openFlags(String name, int descriptor) {
        return read(name, "fdinfo/" + descriptor).lines().filter(line -> line.startsWith("flags:")).findFirst()
                .map(line -> Integer.parseInt(line.substring("flags:".length()).strip(), 8)).orElseThrow();
    }

    private Listeners.Row listener(String name) {
        running(name);
        return Listeners.at(realm.socket(name));
    }

    private PosixFileAttributes attributes(String name) throws IOException {
        running(name);
        return Files.readAttributes(realm.socket(name), PosixFileAttributes.class);
    }

    private long millisToReady(String name) {
        App app = running(name);
        return Duration.between(java.time.Instant.parse(app.json().list("workers").get(0).text("since")), app.since())
                .toMillis();
    }

    /** From the start of a worker to its end, by the daemon's own times. */
    private long secondsFoundWell(String name) {
        Json worker = realm.awaitThat(name, app -> !app.pids().isEmpty()).json().list("workers").get(0);
        App ended = realm.awaitThat(name, app -> app.json().at("lastExit") != null
                && app.json().number("lastExit.pid") == worker.number("pid"));
        return Duration.between(java.time.Instant.parse(worker.text("since")), ended.lastExitAt()).toSeconds();
    }

    /** From the end of the worker to the next try, by the daemon's own times. */
    private static long millisToRetry(App app) {
        return Duration.between(app.lastExitAt(), app.retryAt()).toMillis();
    }

    /** 700 ms, jittered by a quarter. The order clears what was counted, so the next failure is the first again. */
    private void waitsLongAtFirst(String name) {
        int before = realm.awaitThat(name, App::waitsToRetry).starts();
        realm.verb(name, "reset");
        App failed = realm.awaitThat(name, app -> app.starts() > before && app.waitsToRetry());
        assertThat(failed.starts()).isEqualTo(before + 1);
        assertThat(millisToRetry(failed)).isBetween(525L, 875L);
    }

    /** All were there before the daemon; by priority it was let in ahead of every other. */
    private void startedFirst(String name) {
        long ticks = Processes.startTicks(pid(name));
        for (App other : realm.apps()) {
            if (!other.json().text("name").equals(name) && other.starts() == 1 && !other.pids().isEmpty()) {
                assertThat(Processes.startTicks(other.pids().get(0)))
                        .as("start of %s", other.json().text("name")).isGreaterThanOrEqualTo(ticks);
            }
        }
    }
}
