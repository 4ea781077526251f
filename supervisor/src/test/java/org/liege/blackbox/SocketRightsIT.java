package org.liege.blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Who may connect, from the first moment on, and with whose rights a path is made. These tests need root. */
@Timeout(120)
class SocketRightsIT {
    @RegisterExtension
    final Realm realm = new Realm();

    private static PosixFileAttributes attributes(Path path) throws IOException {
        return Files.readAttributes(path, PosixFileAttributes.class, java.nio.file.LinkOption.NOFOLLOW_LINKS);
    }

    private static String mode(Path path) throws IOException {
        return PosixFilePermissions.toString(attributes(path).permissions());
    }

    @Test
    void modeAndOwnerAreThoseOfTheFile() throws IOException {
        realm.drop("one", Worker.command(), "chmod-socket = 640", "chown-socket = nobody:nogroup");
        realm.up();
        realm.await("one", "running");
        assertThat(mode(realm.socket("one"))).isEqualTo("rw-r-----");
        assertThat(attributes(realm.socket("one")).owner().getName()).isEqualTo("nobody");
        assertThat(attributes(realm.socket("one")).group().getName()).isEqualTo("nogroup");
    }

    @Test
    void socketIsNeverWiderThanItsFileSays() throws IOException {
        realm.up();
        Set<String> seen = new ConcurrentSkipListSet<>();
        AtomicBoolean ended = new AtomicBoolean();
        Path socket = realm.socket("narrow");
        Thread watch = new Thread(() -> {
            while (!ended.get()) {
                try {
                    seen.add(mode(socket));
                } catch (IOException notThere) {
                    Thread.onSpinWait();
                }
            }
        });
        watch.start();
        try {
            for (int i = 0; i < 5; i++) {
                realm.drop("narrow", Worker.command(), "chmod-socket = 600", "umask = 000");
                realm.await("narrow", "running");
                realm.remove("narrow");
                Until.holds("gone", () -> !realm.knows("narrow") && !Files.exists(socket));
            }
        } finally {
            ended.set(true);
        }
        assertThat(seen).isNotEmpty().allSatisfy(mode -> assertThat(mode.substring(3)).isEqualTo("------"));
    }

    @Test
    void strangerNeverGetsAConnectionToAPrivateSocket() throws Exception {
        realm.up();
        Process stranger = new ProcessBuilder(Component.SETPRIV.require().toString(), "--reuid=nobody",
                "--regid=nogroup", "--clear-groups", Component.PYTHON.require().toString(), "-c", STRANGER,
                realm.socket("private").toString()).redirectErrorStream(true)
                .redirectOutput(realm.place().resolve("met").toFile()).start();
        try {
            for (int i = 0; i < 5; i++) {
                realm.drop("private", Worker.command(), "chmod-socket = 600");
                realm.await("private", "running");
                realm.remove("private");
                Until.holds("gone", () -> !realm.knows("private"));
            }
        } finally {
            stranger.destroy();
            stranger.waitFor();
        }
        assertThat(realm.place().resolve("met")).hasContent("PermissionError");
    }

    /** Tries to connect as fast as it can until TERM, then says what it met, except that the path was missing. */
    private static final String STRANGER = """
            import signal, socket, sys
            met = set()
            def end(*_):
                print(*sorted(met), sep="\\n", flush=True)
                sys.exit(0)
            signal.signal(signal.SIGTERM, end)
            while True:
                try:
                    with socket.socket(socket.AF_UNIX) as s:
                        s.connect(sys.argv[1])
                        met.add("connected")
                except FileNotFoundError:
                    pass
                except OSError as e:
                    met.add(type(e).__name__)
            """;

    @Test
    void tenantsOwnDirectoryIsUsedWithTheTenantsRights() throws IOException {
        Path directory = tenantsDirectory("t");
        realm.drop("tenant", Worker.command(), "uid = nobody", "gid = nogroup",
                "socket = " + directory.resolve("app.sock"));
        realm.up();
        realm.await("tenant", "running");
        assertThat(attributes(directory.resolve("app.sock")).owner().getName()).isEqualTo("nobody");
        assertThat(Http.get(directory.resolve("app.sock"), "/status")).contains("Uid:\t65534\t65534\t65534\t65534");
    }

    @Test
    void symlinkSwappedInByATenantLeadsNowhere() throws IOException {
        Path secret = Files.createDirectory(realm.place().resolve("secret"));
        Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("rwx------"));
        // Where the link leads, a dead socket of root's lies in the way: it must not be unlinked either.
        Path roots = secret.resolve("app.sock");
        try (ServerSocketChannel dead = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            dead.bind(UnixDomainSocketAddress.of(roots));
        }
        Object inode = Files.getAttribute(roots, "unix:ino");
        Path parent = tenantsDirectory("t");
        Files.createSymbolicLink(parent.resolve("d"), secret);
        realm.drop("tenant", Worker.command(), "uid = nobody", "gid = nogroup",
                "socket = " + parent.resolve("d/app.sock"));
        realm.up();
        App refused = realm.awaitThat("tenant", app -> app.reason().contains("could not"));
        assertThat(refused.reason()).contains("EACCES");
        assertThat(refused.running()).isFalse();
        assertThat(Files.getAttribute(roots, "unix:ino")).isEqualTo(inode);
        assertThat(secret.toFile().list()).containsExactly("app.sock");
    }

    @Test
    void tenantCanNotMakeASocketWhereHeMayNotWrite() throws IOException {
        Path directory = Files.createDirectory(realm.place().resolve("roots"));
        realm.drop("tenant", Worker.command(), "uid = nobody", "gid = nogroup",
                "socket = " + directory.resolve("app.sock"));
        realm.up();
        assertThat(realm.awaitThat("tenant", app -> app.reason().contains("could not bind")).reason())
                .contains("EACCES");
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void tenantsCanNotRemoveOneAnothersDefaultSockets() throws IOException {
        realm.drop("tenant", Worker.command(), "uid = nobody", "gid = nogroup");
        realm.up();
        realm.await("tenant", "running");
        Commands.Outcome outcome = Commands.run(Component.SETPRIV.require().toString(), "--reuid=nobody",
                "--regid=nogroup", "--clear-groups", "rm", "-f", realm.socket("tenant").toString());
        assertThat(outcome.status()).isNotZero();
        assertThat(Connects.tryOne(realm.socket("tenant"))).isEqualTo(Connects.Met.CONNECTED);
    }

    @Test
    void doorsHaveTheirModes() throws IOException {
        realm.up();
        assertThat(mode(realm.control())).isEqualTo("rw-------");
        assertThat(mode(realm.query())).isEqualTo("rw-rw----");
        assertThat(mode(realm.run())).isEqualTo("rwxr-xr-x");
    }

    private Path tenantsDirectory(String name) throws IOException {
        Path directory = Files.createDirectory(realm.place().resolve(name));
        Commands.run("chown", "nobody:nogroup", directory.toString()).mustSucceed();
        return directory;
    }
}
