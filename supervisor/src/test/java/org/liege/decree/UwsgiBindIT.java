package org.liege.decree;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.liege.vassal.SocketDecree;

/** Mode and owner that Liege gives a socket are those that the real uWSGI, bare of any supervisor, gives it. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class UwsgiBindIT {
    @RegisterExtension
    final Sandpit sandpit = new Sandpit();

    @ParameterizedTest
    @ValueSource(strings = {"module = x", "chmod-socket = 660", "chmod-socket = 1", "chmod-socket", "chmod-socket = 0660",
        "chmod = 604", "chmod-socket = 600;chmod-socket = 644", "chmod-socket = 644;chmod-socket = 1", "umask = 027",
        "umask = 0077", "umask = 7", "uid = nobody", "gid = daemon", "uid = nobody;gid = daemon", "uid = 7", "uid = 7;uid = nobody",
        "uid = nobody;uid = 7", "uid = nobody-of-that-name", "chown-socket = daemon", "chown-socket = daemon:nogroup",
        "chown-socket = 7:9", "chown-socket = nobody-of-that-name", "uid = nobody;chown-socket = daemon",
        "uid = nobody;master-as-root = true", "uid = nobody;drop-after-init = true", "uid = nobody;drop-after-apps = true",
        "immediate-uid = nobody", "immediate-gid = daemon;immediate-uid = nobody", "listen = -1", "socket ="})
    void theSocketIsMadeAsUwsgiMakesIt(String lines) throws IOException {
        Path socket = sandpit.place().resolve("shop.sock");
        Path file = sandpit.vassal("shop");
        sandpit.put(file, "[uwsgi]\nneed-app = false\nsocket = " + socket + "\n" + lines.replace(';', '\n') + "\n");
        open(sandpit.place());
        open(sandpit.vassals());
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
        Verdict verdict = UwsgiComparison.verdict(file, Files.readAllBytes(file));
        String theirs = bound(file, socket);
        String ours = verdict instanceof Verdict.Good good ? ours(good.decree().sockets().get(0)) : "refused";
        assertThat(ours).isEqualTo(theirs);
    }

    private static void open(Path directory) throws IOException {
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxrwxrwx"));
    }

    private static String ours(SocketDecree socket) {
        return Integer.toOctalString(socket.mode()) + " " + socket.uid() + ":" + socket.gid();
    }

    /** Runs uWSGI until it is up; what stat(2) tells of the socket then. */
    private static String bound(Path file, Path socket) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(
                "/bin/sh", "-c", "umask 022; exec /usr/bin/uwsgi --ini \"$0\"", file.toString());
        builder.environment().clear();
        builder.environment().putAll(ShowConfig.ENVIRONMENT);
        Process process = builder.directory(file.getParent().toFile()).redirectErrorStream(true).start();
        try (BufferedReader output = process.inputReader(StandardCharsets.UTF_8)) {
            process.getOutputStream().close();
            String line = output.readLine();
            while (line != null && !line.startsWith("spawned uWSGI worker")) {
                line = output.readLine();
            }
            return line == null ? "refused" : stat(socket);
        } finally {
            process.destroyForcibly().onExit().join();
        }
    }

    private static String stat(Path socket) throws IOException {
        Map<String, Object> told = Files.readAttributes(socket, "unix:mode,uid,gid");
        return Integer.toOctalString((Integer) told.get("mode") & 07777) + " " + told.get("uid") + ":" + told.get("gid");
    }
}
