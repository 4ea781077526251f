package org.liege.emperor;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.liege.ledger.Ledger;
import org.liege.sandbox.KernelException;
import org.liege.sandbox.ListeningSocket;
import org.liege.sandbox.Pidfd;
import org.liege.sandbox.ProcessInfo;
import org.liege.vassal.Decree;
import org.liege.vassal.Memory;
import org.liege.vassal.SocketDecree;

/**
 * The whole of taking over from an earlier master, in the order in which it has to happen: {@link #recall} while the vassals are
 * being looked at, {@link #recognise} when their files are known, both before anything is decided about anyone.
 */
final class Succession {
    private static final Logger LOG = LogManager.getLogger(Succession.class);

    private final Crowd crowd = new Crowd();
    private final Foundlings foundlings;
    private final Notary notary;
    private final Inheritance inheritance = new Inheritance();
    private final Set<String> remembered = new HashSet<>();

    Succession(Recruiter recruiter, Estates estates, SpareName.Store spares, RunDirectory run) {
        this.foundlings = new Foundlings(crowd, recruiter, run);
        this.notary = new Notary(recruiter, new Restitution(estates, spares, crowd), foundlings, crowd, inheritance);
    }

    /** Takes over what the ledger tells of. */
    void recall(Ledger.Reading reading) {
        reading.complaints().forEach(words -> LOG.error("{}", words));
        inheritance.complaints.addAll(reading.complaints());
        if (reading.outdated() > 0) {
            LOG.info("the machine was started anew since; {} vassals begin afresh", reading.outdated());
        }
        reading.entries().forEach(entry -> remembered.add(entry.memory().name()));
        notary.settle(reading.entries().stream().filter(entry -> tells(entry.memory())).toList());
        reading.entries().stream().map(Ledger.Entry::memory).filter(memory -> !tells(memory))
                .forEach(memory -> inheritance.blank.add(memory.name()));
    }

    /** One that never had a decree has nothing to be remembered, and no file by which its end could be told. */
    static boolean tells(Memory memory) {
        return memory.serves().isPresent() || !memory.workers().isEmpty();
    }

    /** Takes over the workers of a vassal that the ledger does not know, when somebody serves at its sockets. */
    void recognise(Decree decree) {
        if (!remembered.add(decree.name())) {
            return;
        }
        for (SocketDecree socket : decree.sockets()) {
            for (long inode : listeners(socket.path())) {
                adopt(decree, socket, inode);
            }
        }
    }

    private static List<Long> listeners(String path) {
        try {
            return ListeningSocket.listenersAt(path);
        } catch (KernelException untold) {
            LOG.warn("could not find out who listens on {}: {}", path, untold.getMessage());
            return List.of();
        }
    }

    private void adopt(Decree decree, SocketDecree socket, long inode) {
        int slot = inheritance.of(decree.name()).size();
        for (ProcessInfo info : foundlings.unrecorded(decree, inode)) {
            if (slot < decree.processes() && adopt(decree, slot, info)) {
                slot++;
            }
        }
        List<Integer> leaders = inheritance.of(decree.name()).stream().map(one -> one.subject().pid).toList();
        if (!leaders.isEmpty()) {
            notary.reclaim(decree.name(), new Restitution.Claim(socket, decree.execution().identity(), inode), leaders);
        }
    }

    private boolean adopt(Decree decree, int slot, ProcessInfo info) {
        int serial = unused(decree.name(), foundlings.serial(info).orElse(1));
        Memory.Worker worker = new Memory.Worker(
                serial, 1, slot, info.pid(), info.startTicks(), Clocks.now(), false, false, decree);
        Optional<Pidfd> process = Notary.living(info.pid(), info.startTicks());
        if (process.isEmpty()) {
            return false;
        }
        LOG.warn("{}: process {} serves at its socket and is in no ledger; adopted", decree.name(), info.pid());
        notary.takeOver(worker, process.get());
        return true;
    }

    /** One whose number can't be told gets another than its fellows. */
    private int unused(String vassal, int wanted) {
        IntStream taken = inheritance.of(vassal).stream().mapToInt(one -> one.worker().serial());
        int highest = taken.max().orElse(0);
        boolean clash = inheritance.of(vassal).stream().anyMatch(one -> one.worker().serial() == wanted);
        return clash ? highest + 1 : wanted;
    }

    Inheritance inheritance() {
        return inheritance;
    }
}
