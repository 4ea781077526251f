package org.liege.sandbox;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** A process that a test started. */
final class Child implements AutoCloseable {
    private final Pidfd pidfd;
    private final Path output;
    private final Spawned spawned;
    private ExitStatus status;

    Child(Spawned spawned, Path output) {
        this.spawned = spawned;
        this.pidfd = Pidfd.wrap(spawned.pidfd(), spawned.pid());
        this.output = output;
    }

    int pid() {
        return spawned.pid();
    }

    Spawned spawned() {
        return spawned;
    }

    Pidfd pidfd() {
        return pidfd;
    }

    /** Waits until it has ended, but leaves it a zombie. */
    void awaitEnd() {
        await().atMost(Duration.ofSeconds(20))
                .pollInterval(Duration.ofMillis(2))
                .until(pidfd::hasEnded);
    }

    ExitStatus exit() throws KernelException {
        awaitEnd();
        if (status == null) {
            status = pidfd.reap().orElseThrow();
        }
        return status;
    }

    String output() throws IOException {
        return Files.readString(output);
    }

    String outputAfterExit() throws IOException, KernelException {
        exit();
        return output();
    }

    /** Waits for a line of output. */
    void awaitOutput(String text) {
        await().atMost(Duration.ofSeconds(20))
                .pollInterval(Duration.ofMillis(2))
                .until(() -> output().contains(text));
    }

    Optional<String> diagnosis(Confinement confinement) throws KernelException {
        awaitEnd();
        String comm = ProcessTable.comm(pid()).orElseThrow();
        return ExecDiagnosis.explain(comm, exit(), confinement);
    }

    @Override
    public void close() throws KernelException {
        if (status == null) {
            pidfd.signal(Signals.KILL);
            exit();
        }
        pidfd.close();
    }
}
