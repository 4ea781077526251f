package org.liege.emperor;

import java.util.List;
import org.liege.sandbox.ProcessInfo;
import org.liege.sandbox.ProcessTable;

/** Finds a socket among the descriptors of a worker's tree, the cheapest look first. */
final class Attribution {
    private Attribution() {}

    /** Whether {@code worker}, a descendant of it or a member of its session holds the socket with that inode. */
    static boolean holds(int worker, long inode) {
        return ProcessTable.holdsSocket(worker, inode)
                || ProcessTable.descendants(worker).stream().anyMatch(pid -> ProcessTable.holdsSocket(pid, inode))
                || ProcessTable.bySession().getOrDefault(worker, List.of()).stream()
                        .map(ProcessInfo::pid)
                        .anyMatch(pid -> ProcessTable.holdsSocket(pid, inode));
    }
}
