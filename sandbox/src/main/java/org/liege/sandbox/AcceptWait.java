package org.liege.sandbox;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Whether a process waits for connections at a listener, seen from outside and without a connection: a thread sleeps in accept(2)
 * on the listener, in poll(2) or select(2) with it in the set, or in epoll_wait(2) on an epoll that watches it (proc(5):
 * /proc/PID/syscall, /proc/PID/mem, the {@code tfd} lines of /proc/PID/fdinfo/N). Where several processes share a listener this is
 * told of each of them, whoever wins the connections.
 */
public enum AcceptWait {
    /** A thread waits there right now. */
    HERE,
    /** A thread waits for something that can't be seen, as io_uring; or we may not look (ptrace(2) rules). */
    MAYBE,
    /** No thread waits for connections; it starts, works, or hangs. */
    NO;

    private static final int EPOLLIN = 1;
    private static final Architecture.Waits WAITS = Architecture.HERE.waits;

    /** Asks of one process; one that has vanished waits for nothing. */
    public static AcceptWait of(int pid, long listenerInode) {
        AcceptWait best = NO;
        String tasks = "/proc/" + pid + "/task/";
        for (String task : ProcFile.names(tasks)) {
            AcceptWait one = ProcFile.read(tasks + task + "/syscall")
                    .map(line -> SystemCall.parse(line)
                            .map(call -> judge(pid, call, listenerInode))
                            .orElse(NO))
                    .orElse(MAYBE);
            if (one == HERE) {
                return HERE;
            }
            best = best.or(one);
        }
        return best;
    }

    /** The one that says more. */
    public AcceptWait or(AcceptWait other) {
        return compareTo(other) <= 0 ? this : other;
    }

    private static AcceptWait judge(int pid, SystemCall call, long listener) {
        if (WAITS.accept().contains(call.number())) {
            return isSocket(pid, call.descriptor(), listener) ? HERE : NO;
        }
        if (WAITS.epoll().contains(call.number())) {
            return watches(pid, call.descriptor(), listener) ? HERE : NO;
        }
        if (WAITS.poll().contains(call.number())) {
            return amongThem(pid, call.polled(pid), listener);
        }
        if (WAITS.select().contains(call.number())) {
            return amongThem(pid, call.selected(pid), listener);
        }
        return WAITS.unseen().contains(call.number()) ? MAYBE : NO;
    }

    private static AcceptWait amongThem(int pid, Optional<IntStream> descriptors, long listener) {
        return descriptors
                .map(all -> all.anyMatch(fd -> isSocket(pid, fd, listener)) ? HERE : NO)
                .orElse(MAYBE);
    }

    private static boolean isSocket(int pid, int fd, long inode) {
        return ProcFile.link("/proc/" + pid + "/fd/" + fd)
                .filter(("socket:[" + inode + "]")::equals)
                .isPresent();
    }

    /** As in {@code tfd:        3 events:       19 data:  3  pos:0 ino:2a3b sdev:9}; numbers but the first are hexadecimal. */
    private static boolean watches(int pid, int epoll, long inode) {
        String wanted = "ino:" + Long.toHexString(inode);
        return ProcFile.read("/proc/" + pid + "/fdinfo/" + epoll).orElse("").lines()
                .filter(line -> line.startsWith("tfd:"))
                .map(line -> line.trim().split("\\s+"))
                .anyMatch(words -> words.length >= 4 && wantsInput(words[3]) && Arrays.asList(words).contains(wanted));
    }

    private static boolean wantsInput(String events) {
        return events.matches("[0-9a-f]{1,8}") && (Long.parseLong(events, 16) & EPOLLIN) != 0;
    }
}
