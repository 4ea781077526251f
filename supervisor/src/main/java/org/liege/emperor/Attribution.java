package org.liege.emperor;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.liege.sandbox.ProcessInfo;
import org.liege.sandbox.ProcessTable;

/** Finds a socket among the descriptors of a worker's tree, the cheapest look first. */
final class Attribution {
    private Attribution() {}

    /**
     * Whether {@code worker}, a descendant of it or a member of its session holds the socket with that inode. A worker whose
     * descriptors may not be seen (its program is not readable, which makes it undumpable, and the daemon is not root) is
     * believed: nothing else accepts on its listener.
     */
    static boolean holds(int worker, long inode) {
        return hidden(worker)
                || ProcessTable.holdsSocket(worker, inode)
                || ProcessTable.descendants(worker).stream().anyMatch(pid -> ProcessTable.holdsSocket(pid, inode))
                || ProcessTable.bySession().getOrDefault(worker, List.of()).stream()
                        .map(ProcessInfo::pid)
                        .anyMatch(pid -> ProcessTable.holdsSocket(pid, inode));
    }

    private static boolean hidden(int worker) {
        Path descriptors = Path.of("/proc", Integer.toString(worker), "fd");
        return Files.exists(descriptors) && !Files.isReadable(descriptors);
    }
}
