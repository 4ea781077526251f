package org.liege.emperor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import org.liege.sandbox.Confinement;
import org.liege.sandbox.ExitStatus;
import org.liege.sandbox.KernelException;
import org.liege.sandbox.Pidfd;
import org.liege.sandbox.ProcessInfo;
import org.liege.sandbox.ProcessTable;
import org.liege.sandbox.Rlimits;
import org.liege.sandbox.Signals;
import org.liege.sandbox.Spawned;
import org.liege.sandbox.Spawner;

/** One run of the hook: its process, its time limit, and what came of it. */
final class HookRun {
    /** From TERM to KILL. */
    private static final long GRACE_MILLIS = 2_000;
    /** The same when the daemon ends, which does not wait long for anybody. */
    private static final long LAST_GRACE_MILLIS = 500;
    /** A hook that writes more without end would fill the run directory. */
    private static final long MOST_OUTPUT_BYTES = 16L << 20;

    /** Between two looks whether it has ended, growing from the first to the second. */
    private static final long FIRST_LOOK_MILLIS = 2;

    private static final long LAST_LOOK_MILLIS = 100;
    private static final int NOT_EXECUTABLE = 126;
    private static final int NOT_FOUND = 127;

    private static final Rlimits NO_LIMITS =
            new Rlimits(OptionalLong.empty(), OptionalLong.empty(), OptionalLong.empty(), OptionalLong.empty());

    private final Pidfd pidfd;
    private final long startTicks;
    private final Path output;
    private final long timeoutMillis;

    private HookRun(Pidfd pidfd, long startTicks, Path output, long timeoutMillis) {
        this.pidfd = pidfd;
        this.startTicks = startTicks;
        this.output = output;
        this.timeoutMillis = timeoutMillis;
    }

    /**
     * Starts it.
     *
     * @param place a directory of the daemon's own, for what it reads and writes
     * @param environment {@code NAME=value}, all of it
     * @param input what it finds on standard input
     */
    static HookRun start(Order order, Path place, List<String> environment, byte[] input) throws IOException, KernelException {
        Files.createDirectories(place);
        Path output = place.resolve("output");
        Files.deleteIfExists(output);
        Path letter = place.resolve("input");
        Path fresh = place.resolve("input.new");
        Files.write(fresh, input);
        // One that an earlier hook may still have open is not written into.
        Files.move(fresh, letter, StandardCopyOption.ATOMIC_MOVE);
        List<String> command = new ArrayList<>(List.of("/bin/sh", "-c", "exec \"$@\" <\"$0\"", letter.toString()));
        command.addAll(order.command());
        Confinement how = new Confinement(command, "/", environment, 022, Optional.empty(), NO_LIMITS,
                order.softOpenFiles(), 0, false, false, false);
        Spawned spawned = Spawner.spawn(new Spawner.Request(how.argv(order.execShell().toString()),
                how.spawnEnvironment(), List.of(), 3, output.toString(), order.uid(), order.gid(), false));
        Pidfd pidfd = Pidfd.wrap(spawned.pidfd(), spawned.pid());
        return new HookRun(pidfd, spawned.startTicks(), output, order.timeoutMillis());
    }

    /**
     * What holds for every run.
     *
     * @param softOpenFiles soft RLIMIT_NOFILE as the daemon was given it
     */
    record Order(
            List<String> command,
            long timeoutMillis,
            Path execShell,
            int uid,
            int gid,
            OptionalLong softOpenFiles) {
        Order {
            command = List.copyOf(command);
        }
    }

    /**
     * Waits for its end, and hastens it when the time is over or the daemon ends. What it leaves behind in its session is
     * killed.
     *
     * @return empty when it succeeded, else what went wrong
     */
    String await() throws KernelException, InterruptedException {
        try {
            boolean ended = endsWithin(timeoutMillis, MOST_OUTPUT_BYTES);
            boolean flooding = written() > MOST_OUTPUT_BYTES;
            end(ended ? 0 : GRACE_MILLIS);
            Optional<ExitStatus> status = pidfd.reap();
            if (status.isEmpty()) {
                HookRunner.LOG.error("the hook's process {} does not go on KILL; left alone", pidfd.pid());
            }
            if (ended) {
                return told(status.orElse(ExitStatus.UNKNOWN));
            }
            return flooding
                    ? "it wrote more than " + (MOST_OUTPUT_BYTES >> 20) + " MiB"
                    : "it did not end within " + timeoutMillis + " ms";
        } catch (InterruptedException daemonEnds) {
            end(LAST_GRACE_MILLIS);
            pidfd.reap();
            throw daemonEnds;
        } finally {
            pidfd.close();
        }
    }

    /** It is not reaped here: as long as it is not, nobody else can get its session's number. */
    private boolean endsWithin(long millis, long mostBytes) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
        boolean ended = pidfd.hasEnded();
        long look = FIRST_LOOK_MILLIS;
        while (!ended && System.nanoTime() - end < 0 && written() <= mostBytes) {
            TimeUnit.MILLISECONDS.sleep(look);
            look = Math.min(LAST_LOOK_MILLIS, 2 * look);
            ended = pidfd.hasEnded();
        }
        return ended;
    }

    private long written() {
        return output.toFile().length();
    }

    /** {@code graceMillis}: from TERM to KILL; 0 for no TERM. */
    private void end(long graceMillis) throws InterruptedException {
        if (graceMillis > 0) {
            signal(Signals.TERM);
            endsWithin(graceMillis, Long.MAX_VALUE);
        }
        signal(Signals.KILL);
        endsWithin(LAST_GRACE_MILLIS, Long.MAX_VALUE);
    }

    /** To the hook's whole session, as it leads one. */
    private void signal(int signal) {
        try {
            pidfd.signal(signal);
        } catch (KernelException failure) {
            HookRunner.LOG.error("could not end the hook: {}", failure.getMessage());
        }
        for (ProcessInfo member : ProcessTable.bySession().getOrDefault(pidfd.pid(), List.of())) {
            if (member.pid() != pidfd.pid() && member.state() != 'Z') {
                signal(member, signal);
            }
        }
    }

    /** The pidfd first, then the comparison: only so is it the process that was seen. */
    private void signal(ProcessInfo member, int signal) {
        try (Pidfd other = Pidfd.open(member.pid())) {
            boolean same = ProcessTable.startTicks(member.pid()).orElse(-1) == member.startTicks();
            if (same && member.startTicks() >= startTicks) {
                other.signal(signal);
            }
        } catch (KernelException gone) {
            HookRunner.LOG.debug("process {} of the hook went by itself: {}", member.pid(), gone.getMessage());
        }
    }

    private String told(ExitStatus status) {
        if (status.code().isPresent() && status.code().getAsInt() == 0) {
            return "";
        }
        int code = status.code().orElse(-1);
        String how = code == NOT_FOUND || code == NOT_EXECUTABLE
                ? "it could not be executed, or exited with code " + code
                : code >= 0
                        ? "it exited with code " + code
                        : "it was killed by SIG" + Signals.name(status.signal().orElse(Signals.KILL));
        String words = LastWords.of(output, 0);
        return words.isEmpty() ? how : how + "; its last words: " + words;
    }
}
