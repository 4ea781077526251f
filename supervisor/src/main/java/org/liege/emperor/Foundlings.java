package org.liege.emperor;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.liege.ledger.Ledger;
import org.liege.sandbox.Accounts;
import org.liege.sandbox.Confinement;
import org.liege.sandbox.ProcessInfo;
import org.liege.sandbox.ProcessTable;
import org.liege.vassal.Decree;
import org.liege.vassal.Memory;
import org.liege.vassal.VassalView;

/**
 * Looks for workers that no ledger names by pid: those whose spawn it only announces, and those of a vassal whose file in it could
 * not be read. The mark in a process's environment alone proves nothing, since anyone can forge it and many programs overwrite it:
 * the vassal's user and its listener must be there, too. Who is not recognised is left alone.
 */
final class Foundlings {
    private final Crowd crowd;
    private final Recruiter recruiter;
    private final String notifyPrefix;

    /** @param run whose notify sockets mark a process as one of this run directory */
    Foundlings(Crowd crowd, Recruiter recruiter, RunDirectory run) {
        this.crowd = crowd;
        this.recruiter = recruiter;
        this.notifyPrefix = run.messages() + "/";
    }

    /** The process of a worker that was about to be spawned when the entry was written. */
    Optional<ProcessInfo> announced(Ledger.Entry entry, Memory.Worker worker) {
        String mark = entry.reign() + "." + worker.serial();
        long inode = listener(entry.memory());
        List<ProcessInfo> right = crowd.leaders(info -> info.startTicks() >= entry.ticks()).stream()
                .filter(info -> runsAs(info, worker.decree()) || onTheWay(info, mark))
                .filter(info -> inode == 0 || crowd.holds(info.pid(), inode))
                .toList();
        Optional<ProcessInfo> marked =
                right.stream().filter(info -> crowd.hasVariable(info.pid(), WorkerEnvironment.MARK, mark)).findFirst();
        if (marked.isPresent() || inode == 0) {
            return marked;
        }
        return right.stream().filter(info -> crowd.variable(info.pid(), WorkerEnvironment.MARK).isEmpty()).findFirst();
    }

    /** Still in the chain of tools, as the daemon's own user: no stranger can be both. */
    private boolean onTheWay(ProcessInfo info, String mark) {
        return Confinement.isChainLink(info.comm())
                && uid(info) == Accounts.effectiveUid()
                && crowd.hasVariable(info.pid(), WorkerEnvironment.MARK, mark);
    }

    /** Workers of a vassal of which nothing is recorded, by the listener at its path; the earliest first. */
    List<ProcessInfo> unrecorded(Decree decree, long inode) {
        return crowd.leaders(info -> runsAs(info, decree)).stream()
                .filter(info -> crowd.holds(info.pid(), inode))
                .filter(info -> markedFor(info, decree.name()))
                .toList();
    }

    /** The number that the worker was given, when its environment still tells it. */
    OptionalInt serial(ProcessInfo info) {
        String mark = crowd.variable(info.pid(), WorkerEnvironment.MARK);
        String serial = mark.substring(mark.indexOf('.') + 1);
        return serial.matches("[1-9][0-9]{0,8}") ? OptionalInt.of(Integer.parseInt(serial)) : OptionalInt.empty();
    }

    /** Whether a process in the session of a worker that has ended is surely one of its own. */
    boolean belongs(ProcessInfo left, String vassal, Memory.Worker worker) {
        return left.startTicks() >= worker.startTicks() && runsAs(left, worker.decree()) && isMarked(left)
                && markedFor(left, vassal);
    }

    /** Whether it carries the mark of a worker of this run directory. */
    boolean isMarked(ProcessInfo info) {
        return crowd.variable(info.pid(), "NOTIFY_SOCKET").startsWith(notifyPrefix);
    }

    /** No other vassal's, as far as it can be told. */
    private boolean markedFor(ProcessInfo info, String vassal) {
        String name = crowd.variable(info.pid(), "LIEGE_VASSAL");
        return name.isEmpty() || name.equals(vassal);
    }

    /** One that starts as root, as uWSGI does to drop its privileges by itself, may be anybody by now. */
    private boolean runsAs(ProcessInfo info, Decree decree) {
        int uid = recruiter.whom(decree).uid();
        return uid == 0 || uid(info) == uid;
    }

    private static int uid(ProcessInfo info) {
        return ProcessTable.uid(info.pid()).orElse(-1);
    }

    /** The first one that was open. */
    private static long listener(Memory memory) {
        return memory.sockets().stream().mapToLong(VassalView.SocketView::inode).filter(inode -> inode != 0).findFirst().orElse(0);
    }
}
