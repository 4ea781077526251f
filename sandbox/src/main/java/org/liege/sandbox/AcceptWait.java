package org.liege.sandbox;

import java.util.Optional;

/**
 * Whether a process waits for connections at a listener, seen from outside and without a connection: a thread sleeps in accept(2)
 * on the listener, or in epoll_wait(2) on an epoll instance that watches it (proc(5): /proc/PID/syscall, and the {@code tfd} lines
 * of /proc/PID/fdinfo/N). Where several processes share a listener this is told of each of them, whoever wins the connections.
 */
public enum AcceptWait {
    /** A thread waits there right now. */
    HERE,
    /** A thread waits for something that can't be seen: select(2), poll(2), io_uring; or we may not look (ptrace(2) rules). */
    MAYBE,
    /** No thread waits for connections; it starts, works, or hangs. */
    NO;

    private static final int EPOLLIN = 1;

    /** Asks of one process; one that has vanished waits for nothing. */
    public static AcceptWait of(int pid, long listenerInode) {
        AcceptWait best = NO;
        String tasks = "/proc/" + pid + "/task/";
        for (String task : ProcFile.names(tasks)) {
            AcceptWait one = ProcFile.read(tasks + task + "/syscall")
                    .map(text -> judge(pid, text, listenerInode))
                    .orElse(MAYBE);
            if (one == HERE) {
                return HERE;
            }
            best = one == MAYBE ? MAYBE : best;
        }
        return best;
    }

    /** The one that says more. */
    public AcceptWait or(AcceptWait other) {
        return compareTo(other) <= 0 ? this : other;
    }

    /** A line such as {@code 232 0x4 0x7ffd... ...}: the call's number and its arguments; {@code running} while it is in none. */
    private static AcceptWait judge(int pid, String line, long listenerInode) {
        String[] words = line.trim().split(" ");
        if (words.length < 2 || !words[0].matches("[0-9]{1,9}")) {
            return NO;
        }
        int call = Integer.parseInt(words[0]);
        Optional<Integer> fd = descriptor(words[1]);
        if (Architecture.HERE.accepting.contains(call)) {
            return fd.filter(number -> isSocket(pid, number, listenerInode)).isPresent() ? HERE : NO;
        }
        if (Architecture.HERE.epolling.contains(call)) {
            return fd.filter(number -> watches(pid, number, listenerInode)).isPresent() ? HERE : NO;
        }
        return Architecture.HERE.waitingUnseen.contains(call) ? MAYBE : NO;
    }

    /** A register's content: of an int argument the lower half counts. */
    private static Optional<Integer> descriptor(String register) {
        return register.matches("0x[0-9a-f]{1,16}")
                ? Optional.of((int) Long.parseUnsignedLong(register.substring(2), 16))
                : Optional.empty();
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
                .anyMatch(words -> words.length >= 4 && wantsInput(words[3])
                        && java.util.Arrays.asList(words).contains(wanted));
    }

    private static boolean wantsInput(String events) {
        return events.matches("[0-9a-f]{1,8}") && (Long.parseLong(events, 16) & EPOLLIN) != 0;
    }
}
