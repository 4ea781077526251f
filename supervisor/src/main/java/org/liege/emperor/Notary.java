package org.liege.emperor;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.liege.ledger.Ledger;
import org.liege.sandbox.KernelException;
import org.liege.sandbox.Pidfd;
import org.liege.sandbox.ProcessInfo;
import org.liege.sandbox.ProcessTable;
import org.liege.vassal.Decree;
import org.liege.vassal.Memory;
import org.liege.vassal.SocketDecree;
import org.liege.vassal.VassalView;

/**
 * Goes through the ledger of an earlier master: who lives on, what he holds, and what is left of those who don't. A process is a
 * recorded one only when the kernel tells the start ticks that were recorded, of a handle that was taken before; any other with its
 * pid is a stranger, and left alone.
 */
final class Notary {
    private static final Logger LOG = LogManager.getLogger(Notary.class);

    private final Recruiter recruiter;
    private final Restitution restitution;
    private final Foundlings foundlings;
    private final Crowd crowd;
    private final Inheritance inheritance;

    Notary(Recruiter recruiter, Restitution restitution, Foundlings foundlings, Crowd crowd, Inheritance inheritance) {
        this.recruiter = recruiter;
        this.restitution = restitution;
        this.foundlings = foundlings;
        this.crowd = crowd;
        this.inheritance = inheritance;
    }

    /** Everyone who is recorded with a process first: the search for the others must not take one of them. */
    void settle(List<Ledger.Entry> entries) {
        for (Ledger.Entry entry : entries) {
            inheritance.memories.add(entry.memory());
            entry.memory().workers().stream().filter(worker -> worker.pid() != 0).forEach(this::recall);
        }
        for (Ledger.Entry entry : entries) {
            entry.memory().workers().stream()
                    .filter(worker -> worker.pid() == 0)
                    .forEach(worker -> search(entry, worker));
        }
        entries.forEach(entry -> reclaim(entry.memory()));
    }

    private void recall(Memory.Worker worker) {
        Optional<Pidfd> process = living(worker.pid(), worker.startTicks());
        if (process.isPresent()) {
            takeOver(worker, process.get());
        } else {
            lookForLeftovers(worker);
        }
    }

    private void search(Ledger.Entry entry, Memory.Worker worker) {
        Optional<ProcessInfo> found = foundlings.announced(entry, worker);
        if (found.isPresent()) {
            ProcessInfo info = found.get();
            LOG.warn("{}: process {} was spawned just before the last master ended; adopted", entry.memory().name(), info.pid());
            living(info.pid(), info.startTicks())
                    .ifPresent(process -> takeOver(worker.found(info.pid(), info.startTicks(), Clocks.now()), process));
        }
    }

    /** A handle on that very process, unless it has ended. */
    static Optional<Pidfd> living(int pid, long startTicks) {
        try {
            Pidfd process = Pidfd.open(pid);
            if (ProcessTable.startTicks(pid).orElse(-1) == startTicks && !process.hasEnded()) {
                return Optional.of(process);
            }
            process.close();
        } catch (KernelException gone) {
            LOG.debug("process {} has gone: {}", pid, gone.getMessage());
        }
        return Optional.empty();
    }

    void takeOver(Memory.Worker worker, Pidfd process) {
        String vassal = worker.decree().name();
        try {
            inheritance.add(new Inheritance.Survivor(worker, recruiter.takeOver(worker, process)));
            crowd.know(worker.pid());
        } catch (KernelException | IOException failure) {
            process.close();
            crowd.know(worker.pid());
            complain(vassal + ": could not take process " + worker.pid() + " over: " + failure.getMessage()
                    + "; left alone");
        }
    }

    private void complain(String words) {
        LOG.error("{}", words);
        inheritance.complaints.add(words);
    }

    /** Its session's number can't be another's while one of its processes lives; but who proves that it was its session? */
    private void lookForLeftovers(Memory.Worker worker) {
        boolean stranger = ProcessTable.startTicks(worker.pid()).isPresent()
                && ProcessTable.startTicks(worker.pid()).getAsLong() != worker.startTicks();
        String vassal = worker.decree().name();
        if (stranger) {
            LOG.info("{}: pid {} is another process's by now; its worker has ended", vassal, worker.pid());
        } else if (crowd.followers(worker.pid()).stream().anyMatch(left -> foundlings.belongs(left, vassal, worker))) {
            inheritance.leftovers.add(new Inheritance.Leftover(vassal, worker.pid(), worker.startTicks()));
        }
    }

    private void reclaim(Memory memory) {
        List<Integer> leaders = new ArrayList<>();
        inheritance.of(memory.name()).forEach(survivor -> leaders.add(survivor.subject().pid));
        memory.workers().stream().map(Memory.Worker::pid).filter(pid -> pid != 0 && !leaders.contains(pid)).forEach(leaders::add);
        for (VassalView.SocketView view : memory.sockets()) {
            if (view.inode() != 0) {
                memory.decrees().stream()
                        .filter(decree -> decree.sockets().stream().anyMatch(socket -> socket.path().equals(view.path())))
                        .findFirst()
                        .ifPresent(decree -> reclaim(decree, view, leaders));
            }
        }
    }

    private void reclaim(Decree decree, VassalView.SocketView view, List<Integer> leaders) {
        for (SocketDecree socket : decree.sockets()) {
            if (socket.path().equals(view.path()) && !socket.byWorker()) {
                reclaim(decree.name(), new Restitution.Claim(socket, decree.execution().identity(), view.inode()), leaders);
            }
        }
    }

    void reclaim(String vassal, Restitution.Claim claim, List<Integer> leaders) {
        Optional<String> refusal = restitution.take(vassal, claim, leaders);
        if (refusal.isPresent() && !inheritance.of(vassal).isEmpty()) {
            complain(vassal + ": " + refusal.get() + "; it gets a new one, and new workers");
            inheritance.lostPaths.add(new Inheritance.LostPath(vassal, claim.decree().path()));
        }
    }
}
