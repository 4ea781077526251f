package org.liege.sandbox;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;

/**
 * What /proc tells of processes. A process that has vanished is an empty answer, never an error. Answers are old as
 * soon as they are given: hold a {@link Pidfd} and compare {@link #startTicks} before acting on one.
 */
public final class ProcessTable {
    /** SD_LISTEN_FDS_START of sd_listen_fds(3). */
    private static final int FIRST_INHERITED = 3;
    private static final String SOCKET = "socket:[";

    private ProcessTable() {}

    /** Clock ticks between boot and the process's start. */
    public static OptionalLong startTicks(int pid) {
        Optional<ProcessInfo> info = ProcessInfo.of(pid);
        return info.isPresent() ? OptionalLong.of(info.get().startTicks()) : OptionalLong.empty();
    }

    /** At most 15 bytes of the name of what it executes; a zombie keeps its own. */
    public static Optional<String> comm(int pid) {
        return ProcessInfo.of(pid).map(ProcessInfo::comm);
    }

    public static OptionalInt session(int pid) {
        Optional<ProcessInfo> info = ProcessInfo.of(pid);
        return info.isPresent() ? OptionalInt.of(info.get().session()) : OptionalInt.empty();
    }

    /** Whether it has ended and waits to be reaped; false when it is gone altogether. */
    public static boolean isZombie(int pid) {
        return ProcessInfo.of(pid).filter(ProcessInfo::isZombie).isPresent();
    }

    /** Its effective user. A process that forbids core dumps (prctl(2), PR_SET_DUMPABLE) seems to be root's. */
    public static OptionalInt uid(int pid) {
        Optional<FileStatus> status = FileStatus.ofTarget(Native.bytes("/proc/" + pid));
        return status.isPresent() ? OptionalInt.of(status.get().uid()) : OptionalInt.empty();
    }

    /** All of it; empty when it has vanished. */
    public static Optional<ProcessInfo> of(int pid) {
        return ProcessInfo.of(pid);
    }

    /** Every process, in one scan. */
    public static List<ProcessInfo> all() {
        List<ProcessInfo> all = new ArrayList<>();
        for (int pid : pids()) {
            ProcessInfo.of(pid).ifPresent(all::add);
        }
        return all;
    }

    /**
     * The environment that it was executed with, {@code NAME=value} each ended by a NUL, as far as we may look; empty where we may
     * not. A process can overwrite it, and anyone can forge one: a hint, no proof.
     */
    public static Optional<String> environment(int pid) {
        return ProcFile.read("/proc/" + pid + "/environ");
    }

    /** Inodes of all sockets that it has open, as far as we may look; as {@link #holdsSocket}, for many at once. */
    public static Set<Long> sockets(int pid) {
        String directory = "/proc/" + pid + "/fd";
        Set<Long> inodes = new HashSet<>();
        for (String name : ProcFile.names(directory)) {
            ProcFile.link(directory + "/" + name)
                    .filter(target -> target.startsWith(SOCKET) && target.endsWith("]"))
                    .ifPresent(target -> inodes.add(Long.parseLong(target.substring(SOCKET.length(), target.length() - 1))));
        }
        return inodes;
    }

    /** All processes by session, in one scan. */
    public static Map<Integer, List<ProcessInfo>> bySession() {
        Map<Integer, List<ProcessInfo>> sessions = new HashMap<>();
        for (ProcessInfo info : all()) {
            sessions.computeIfAbsent(info.session(), unused -> new ArrayList<>()).add(info);
        }
        return sessions;
    }

    private static List<Integer> pids() {
        List<Integer> pids = new ArrayList<>();
        for (String name : ProcFile.names("/proc")) {
            if (Character.isDigit(name.charAt(0))) {
                pids.add(Integer.parseInt(name));
            }
        }
        return pids;
    }

    /**
     * Whether the process has the socket with this inode open. Needs root, or the same user and no more (ptrace(2)
     * rules).
     */
    public static boolean holdsSocket(int pid, long inode) {
        return descriptorOf(pid, inode).isPresent();
    }

    /** A number under which the process has the socket open: the first one of socket activation, else the lowest. */
    public static OptionalInt descriptorOf(int pid, long inode) {
        String wanted = SOCKET + inode + "]";
        String directory = "/proc/" + pid + "/fd";
        // Nearly all have it there; a list of the directory costs ten times as much.
        if (ProcFile.link(directory + "/" + FIRST_INHERITED).filter(wanted::equals).isPresent()) {
            return OptionalInt.of(FIRST_INHERITED);
        }
        OptionalInt lowest = OptionalInt.empty();
        for (String name : ProcFile.names(directory)) {
            int fd = Integer.parseInt(name);
            boolean lower = lowest.isEmpty() || fd < lowest.getAsInt();
            if (lower
                    && ProcFile.link(directory + "/" + name)
                            .filter(wanted::equals)
                            .isPresent()) {
                lowest = OptionalInt.of(fd);
            }
        }
        return lowest;
    }

    /**
     * Every process that has the socket open, as far as we may look. One scan of all descriptors: slow on a large
     * machine.
     */
    public static List<Integer> holders(long inode) {
        List<Integer> holders = new ArrayList<>();
        for (int pid : pids()) {
            if (holdsSocket(pid, inode)) {
                holders.add(pid);
            }
        }
        return holders;
    }

    /** Children, their children and so on, without the process itself; parents before their children. */
    public static List<Integer> descendants(int pid) {
        Set<Integer> found = new LinkedHashSet<>();
        List<Integer> unvisited = new ArrayList<>(List.of(pid));
        while (!unvisited.isEmpty()) {
            for (int child : children(unvisited.remove(unvisited.size() - 1))) {
                if (child != pid && found.add(child)) {
                    unvisited.add(child);
                }
            }
        }
        return List.copyOf(found);
    }

    /** Each thread has its own children (proc(5), /proc/PID/task/TID/children). */
    private static List<Integer> children(int pid) {
        List<Integer> children = new ArrayList<>();
        String tasks = "/proc/" + pid + "/task/";
        for (String task : ProcFile.names(tasks)) {
            for (String child :
                    ProcFile.read(tasks + task + "/children").orElse("").trim().split(" ")) {
                if (!child.isEmpty()) {
                    children.add(Integer.parseInt(child));
                }
            }
        }
        return children;
    }

    /** Differs after every boot of the machine; pids and start ticks mean nothing across boots. */
    public static String bootId() {
        return ProcFile.read("/proc/sys/kernel/random/boot_id")
                .map(String::trim)
                .orElseThrow(() -> new IllegalStateException("/proc is not mounted"));
    }
}
