package org.liege.sandbox;

import java.util.Optional;
import jnr.ffi.Pointer;

/**
 * A handle on one process that a recycled pid can't fool (pidfd_open(2)). Readable in {@link EventPoll} once the
 * process has ended.
 */
public final class Pidfd implements AutoCloseable {
    private static final long PIDFD_SEND_SIGNAL = 424;
    private static final long PIDFD_OPEN = 434;
    private static final long PIDFD_GETFD = 438;
    private static final int P_PIDFD = 3;
    private static final int WEXITED_NOHANG = 4 | 1;
    private static final int CLD_EXITED = 1;
    private static final int CLD_DUMPED = 3;
    private static final short POLLIN = 1;
    /** ioctl(2) PIDFD_GET_INFO, Linux 6.13; with the exit status since 6.15 (linux/pidfd.h). */
    private static final long GET_INFO = 0xC040FF0BL;

    private static final long INFO_EXIT = 8;
    private static final int INFO_EXIT_CODE_OFFSET = 60;

    private final Descriptor descriptor;
    private final int pid;

    private Pidfd(Descriptor descriptor, int pid) {
        this.descriptor = descriptor;
        this.pid = pid;
    }

    /** @throws KernelException ESRCH when there is no such process; a zombie can still be opened */
    public static Pidfd open(int pid) throws KernelException {
        return wrap(descriptor(pid), pid);
    }

    static Descriptor descriptor(int pid) throws KernelException {
        int fd = (int) Native.C.syscall(PIDFD_OPEN, pid, 0, 0, 0, 0, 0);
        return Descriptor.of(fd, "open", "process " + pid);
    }

    /** Of a descriptor that already is one, as in {@link Spawned}; the new object owns it. */
    public static Pidfd wrap(Descriptor pidfd, int pid) {
        return new Pidfd(pidfd, pid);
    }

    public int pid() {
        return pid;
    }

    /** For polling; not to be kept or closed. */
    public int fd() {
        return descriptor.number();
    }

    /**
     * Sends a signal; 0 only asks whether it could be sent.
     *
     * @return false when the process has ended and been reaped (ESRCH)
     */
    public boolean signal(int signal) throws KernelException {
        if (Native.C.syscall(PIDFD_SEND_SIGNAL, descriptor.number(), signal, 0, 0, 0, 0) == 0) {
            return true;
        }
        int errno = Native.errno();
        if (errno == ErrorNumber.ESRCH) {
            return false;
        }
        throw new KernelException("send SIG" + Signals.name(signal) + " to", "process " + pid, errno);
    }

    /**
     * How the process ended, empty while it runs. A child of ours is reaped by this; of others (adopted ones) the
     * kernel is asked since 6.15, before that the answer is {@link ExitStatus#UNKNOWN}. Never blocks.
     */
    public Optional<ExitStatus> reap() throws KernelException {
        Pointer info = Native.scratch();
        info.putInt(0, 0);
        info.putInt(8, 0);
        int result;
        do {
            result = Native.C.waitid(P_PIDFD, descriptor.number(), info, WEXITED_NOHANG);
        } while (result < 0 && Native.errno() == ErrorNumber.EINTR);
        if (result == 0) {
            return info.getInt(0) == 0 ? Optional.empty() : Optional.of(childStatus(info));
        }
        int errno = Native.errno();
        if (errno != ErrorNumber.ECHILD) {
            throw new KernelException("reap", "process " + pid, errno);
        }
        return hasEnded() ? Optional.of(strangersStatus()) : Optional.empty();
    }

    /** siginfo_t on 64-bit Linux: si_code at 8, si_status at 24. */
    private static ExitStatus childStatus(Pointer info) {
        int code = info.getInt(8);
        int status = info.getInt(24);
        return code == CLD_EXITED ? ExitStatus.exited(status) : ExitStatus.killed(status, code == CLD_DUMPED);
    }

    /** Whether the process has ended, reaped or not. */
    public boolean hasEnded() {
        Pointer polled = Native.scratch();
        polled.putInt(0, descriptor.number());
        polled.putShort(4, POLLIN);
        polled.putShort(6, (short) 0);
        return Native.C.poll(polled, 1, 0) > 0;
    }

    private ExitStatus strangersStatus() {
        Pointer info = Native.scratch();
        info.putLong(0, INFO_EXIT);
        boolean told = Native.C.ioctl(descriptor.number(), GET_INFO, info) == 0 && (info.getLong(0) & INFO_EXIT) != 0;
        return told ? ExitStatus.ofWaitStatus(info.getInt(INFO_EXIT_CODE_OFFSET)) : ExitStatus.UNKNOWN;
    }

    /**
     * A duplicate of a descriptor that the process has open (pidfd_getfd(2)), as its listening socket.
     *
     * @throws KernelException EBADF when it has none of that number, EPERM as for ptrace(2)
     */
    public Descriptor duplicate(int itsNumber) throws KernelException {
        int fd = (int) Native.C.syscall(PIDFD_GETFD, descriptor.number(), itsNumber, 0, 0, 0, 0);
        return Descriptor.of(fd, "duplicate", "fd " + itsNumber + " of process " + pid);
    }

    /** Closes the handle; the process goes on. Idempotent. */
    @Override
    public void close() {
        descriptor.close();
    }

    @Override
    public String toString() {
        return "process " + pid;
    }
}
