package org.liege.sandbox;

import java.util.List;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.function.IntSupplier;
import jnr.ffi.Pointer;

/**
 * Starts processes with posix_spawn(3), so that nothing of Java runs between fork and exec and the heap's size does not
 * matter. Whatever else has to happen in the child is done by the programs that {@link Confinement} chains. One
 * start at a time; others wait.
 */
public final class Spawner {
    /** Listeners per child; numbers above it could collide with our own. */
    public static final int MOST_INHERITED = 128;

    private static final StringVectors VECTORS = new StringVectors();
    private static final Pointer PID_OUT = Native.allocate(Integer.BYTES);
    private static final int P_PID = 1;
    private static final int WEXITED = 4;

    private Spawner() {}

    /**
     * What to start. Descriptor 0 of the child is {@code /dev/null}, 1 and 2 the output, 3 and up the listeners; with
     * {@code firstFd} 0 the first listener is 0 and the others follow from 3. Nothing else is open.
     *
     * @param argv argv[0] is the absolute path of what is executed
     * @param environment {@code NAME=value}, the whole of it; as {@link Confinement#spawnEnvironment()} gives it
     * @param inherited listeners' descriptors, in order
     * @param firstFd 3 (sd_listen_fds(3)) or 0 (inetd style)
     * @param outputPath appended to, created with mode 0640
     * @param outputUid owner of the output file
     * @param outputGid group of the output file
     * @param noNewPrivileges whether the child begins with PR_SET_NO_NEW_PRIVS, which all it executes inherits
     */
    public record Request(
            List<String> argv,
            List<String> environment,
            List<Integer> inherited,
            int firstFd,
            String outputPath,
            int outputUid,
            int outputGid,
            boolean noNewPrivileges) {
        public Request {
            argv = List.copyOf(argv);
            environment = List.copyOf(environment);
            inherited = List.copyOf(inherited);
            Objects.requireNonNull(outputPath, "outputPath");
            if (argv.isEmpty() || !argv.get(0).startsWith("/")) {
                throw new IllegalArgumentException("argv does not begin with an absolute path: " + argv);
            }
            if (firstFd != 0 && firstFd != 3) {
                throw new IllegalArgumentException("firstFd " + firstFd);
            }
            if (inherited.size() > MOST_INHERITED || inherited.stream().anyMatch(fd -> fd < Descriptor.LOWEST)) {
                throw new IllegalArgumentException("not inheritable: " + inherited);
            }
            argv.forEach(Spawner::refuseNul);
            environment.forEach(Spawner::refuseNul);
        }
    }

    private static void refuseNul(String text) {
        if (text.indexOf('\0') >= 0) {
            throw new IllegalArgumentException("NUL character in " + text.replace('\0', '?'));
        }
    }

    /**
     * Starts it; returns once argv[0] has been executed, some 0.1 to 1 ms later.
     *
     * @throws KernelException ENOENT and the like when argv[0] can't be executed, EAGAIN, ENOMEM, EMFILE, E2BIG, or as
     *     open(2) of the output. Then no process is left behind.
     */
    public static synchronized Spawned spawn(Request request) throws KernelException {
        try (Descriptor output = OutputFile.open(request.outputPath(), request.outputUid(), request.outputGid());
                FileActions actions = new FileActions(request.inherited(), request.firstFd(), output.number())) {
            VECTORS.lay(request.argv(), request.environment());
            String program = request.argv().get(0);
            IntSupplier call = () -> execute(program, actions);
            int error = request.noNewPrivileges() ? SwornThread.call(call) : call.getAsInt();
            if (error != 0) {
                throw new KernelException("execute", program, error);
            }
            return identify(PID_OUT.getInt(0));
        }
    }

    private static int execute(String program, FileActions actions) {
        return Native.C.posix_spawn(
                PID_OUT,
                Native.bytes(program),
                actions.memory(),
                SpawnAttributes.MEMORY,
                VECTORS.argv(),
                VECTORS.environment());
    }

    /** The pid can't be recycled yet: only we could reap it. */
    private static Spawned identify(int pid) throws KernelException {
        Descriptor pidfd;
        try {
            pidfd = Pidfd.descriptor(pid);
        } catch (KernelException failure) {
            endUnidentified(pid);
            throw failure;
        }
        OptionalLong startTicks = ProcessTable.startTicks(pid);
        if (startTicks.isEmpty()) {
            pidfd.close();
            endUnidentified(pid);
            throw new KernelException("identify", "process " + pid, ErrorNumber.ESRCH, "no /proc/" + pid + "/stat");
        }
        return new Spawned(pid, pidfd, startTicks.getAsLong());
    }

    /**
     * Descriptors have run out: a child that we can't hold must not be left running unseen. Blocks until it is dead.
     */
    private static void endUnidentified(int pid) {
        Native.C.kill(pid, Signals.KILL);
        Pointer info = Native.allocate(128);
        int result;
        do {
            result = Native.C.waitid(P_PID, pid, info, WEXITED);
        } while (result < 0 && Native.errno() == ErrorNumber.EINTR);
    }
}
