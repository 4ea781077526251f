package org.liege.emperor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.liege.sandbox.Confinement;
import org.liege.sandbox.DaemonProcess;
import org.liege.sandbox.Descriptor;
import org.liege.sandbox.KernelException;
import org.liege.sandbox.NotifySocket;
import org.liege.sandbox.Pidfd;
import org.liege.sandbox.Rlimits;
import org.liege.sandbox.RunAs;
import org.liege.sandbox.SilentSocket;
import org.liege.sandbox.Spawned;
import org.liege.sandbox.Spawner;
import org.liege.vassal.Action;
import org.liege.vassal.Decree;
import org.liege.vassal.Execution;
import org.liege.vassal.Identity;
import org.liege.vassal.Memory;
import org.liege.vassal.ResourceLimits;

/** Makes processes of decrees. */
final class Recruiter {
    private static final int SUN_PATH_BYTES = 107;

    private final RunDirectory run;
    private final Path logs;
    private final Identity own;
    private final String reign;
    private final OptionalLong softOpenFiles;
    private final int ownNice = DaemonProcess.nice();
    private final boolean resetOomScore;

    /**
     * @param reign names this master, as {@code Ledger} has it
     * @param softOpenFiles soft RLIMIT_NOFILE as the daemon was given it, before the virtual machine raised it
     */
    Recruiter(RunDirectory run, Path logs, Identity own, String reign, OptionalLong softOpenFiles) {
        this.run = run;
        this.logs = logs;
        this.own = own;
        this.reign = reign;
        this.softOpenFiles = softOpenFiles;
        this.resetOomScore = DaemonProcess.oomScoreAdjust() != 0;
    }

    /** Spawns one worker that inherits {@code listeners}. */
    Subject recruit(Action.Spawn order, List<Integer> listeners) throws KernelException, IOException {
        Decree decree = order.decree();
        Identity who = whom(decree);
        Path messages = messagePath(decree.name(), order.serial());
        NotifySocket notify = NotifySocket.bind(messages.toString(), who.uid(), who.gid(), messageMode(who));
        try {
            Confinement how = confinement(decree, messages, order.serial());
            Path output = output(decree);
            long start = size(output);
            Spawned spawned = spawn(decree.execution(), how, listeners, output, who);
            Pidfd pidfd = Pidfd.wrap(spawned.pidfd(), spawned.pid());
            return new Subject(decree.name(), pidfd, spawned.startTicks(), who.uid(), notify, () -> how, output, start, false);
        } catch (KernelException | IOException | RuntimeException failure) {
            notify.close();
            throw failure;
        }
    }

    private Spawned spawn(Execution execution, Confinement how, List<Integer> listeners, Path output, Identity who)
            throws KernelException {
        try (Descriptor emperor = execution.emperorPair() ? SilentSocket.open() : null) {
            List<Integer> inherited = new ArrayList<>(listeners);
            if (emperor != null) {
                inherited.add(emperor.number());
            }
            return Spawner.spawn(new Spawner.Request(
                    how.argv(run.execShell().toString()),
                    how.spawnEnvironment(),
                    inherited,
                    execution.socketFd(),
                    output.toString(),
                    who.uid(),
                    who.gid(),
                    how.bornWithoutNewPrivileges()));
        }
    }

    /** A worker that starts as root may become anybody before it tells that it is ready; who may tell it, the reaper judges. */
    private static int messageMode(Identity who) {
        return who.uid() == 0 ? 0666 : 0600;
    }

    /**
     * Holds for a worker of an earlier master what is held for one that was recruited here; its notify socket is bound again.
     *
     * @param pidfd becomes the subject's
     */
    Subject takeOver(Memory.Worker worker, Pidfd pidfd) throws KernelException, IOException {
        Decree decree = worker.decree();
        Identity who = whom(decree);
        Path messages = messagePath(decree.name(), worker.serial());
        NotifySocket notify = NotifySocket.bind(messages.toString(), who.uid(), who.gid(), messageMode(who));
        Path output = output(decree);
        Subject subject = new Subject(decree.name(), pidfd, worker.startTicks(), who.uid(), notify,
                () -> confinement(decree, messages, worker.serial()), output, size(output), true);
        if (worker.ready()) {
            subject.markReady();
        }
        return subject;
    }

    /** Whom the workers of this decree run as. */
    Identity whom(Decree decree) {
        return decree.execution().identity() == null ? own : decree.execution().identity();
    }

    private Path output(Decree decree) {
        return logs.resolve(decree.name() + ".log");
    }

    private static long size(Path output) throws IOException {
        return Files.exists(output) ? Files.size(output) : 0;
    }

    private Confinement confinement(Decree decree, Path messages, int serial) {
        List<String> environment = WorkerEnvironment.of(decree, own, messages.toString(), reign + "." + serial);
        Execution execution = decree.execution();
        boolean root = own.uid() == 0;
        return new Confinement(
                execution.command(),
                execution.directory(),
                environment,
                execution.umask(),
                root ? Optional.ofNullable(execution.identity()).map(Recruiter::runAs) : Optional.empty(),
                limits(execution.limits()),
                softOpenFiles,
                execution.nice().orElse(root || ownNice <= 0 ? 0 : ownNice) - ownNice,
                resetOomScore,
                execution.noNewPrivileges(),
                WorkerEnvironment.announced(decree));
    }

    private static RunAs runAs(Identity who) {
        return new RunAs(who.uid(), who.gid(), who.groups());
    }

    private static Rlimits limits(ResourceLimits limits) {
        return new Rlimits(limits.openFiles(), limits.processes(), limits.coreBytes(), limits.addressSpaceBytes());
    }

    /** One socket a worker: the socket itself then tells whose message came, also when its sender has already ended. */
    private Path messagePath(String vassal, int serial) throws IOException {
        Path directory = run.messages().resolve(vassal);
        String name = Integer.toString(serial);
        if (directory.resolve(name).toString().length() > SUN_PATH_BYTES) {
            directory = run.messages().resolve(vassal.substring(0, 20) + "~" + Integer.toHexString(vassal.hashCode()));
        }
        if (!Files.isDirectory(directory)) {
            Files.createDirectory(directory);
            Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
        }
        return directory.resolve(name);
    }

    /** Drops what is kept for a vassal that is gone. Its output stays: it is the operator's. */
    void forget(String vassal) throws IOException {
        Files.deleteIfExists(run.messages().resolve(vassal));
    }
}
