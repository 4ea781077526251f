package org.liege.emperor;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.liege.realm.Order;
import org.liege.sandbox.KernelException;
import org.liege.sandbox.QueueReader;
import org.liege.sandbox.Signals;
import org.liege.vassal.Action;
import org.liege.vassal.Decree;
import org.liege.vassal.Fact;
import org.liege.vassal.Readiness;

/** The real kernel behind the port. */
final class LinuxKernel implements Kernel {
    private static final Logger LOG = LogManager.getLogger(LinuxKernel.class);
    /** The machine lacks something; the app is not to blame. */
    private static final Set<String> SHORTAGES =
            Set.of("EAGAIN", "ENOMEM", "EMFILE", "ENFILE", "ENOSPC", "EDQUOT", "ENOBUFS");

    private final Estates estates;
    private final Subjects subjects;
    private final Recruiter recruiter;
    private final Reaper reaper;
    private final Sweeper sweeper;
    private final Prober prober;
    private final Physician physician;
    private final QueueReader diag;

    LinuxKernel(
            Estates estates,
            Subjects subjects,
            Recruiter recruiter,
            Reaper reaper,
            Sweeper sweeper,
            Prober prober,
            Physician physician,
            QueueReader diag) {
        this.estates = estates;
        this.subjects = subjects;
        this.recruiter = recruiter;
        this.reaper = reaper;
        this.sweeper = sweeper;
        this.prober = prober;
        this.physician = physician;
        this.diag = diag;
    }

    @Override
    public List<Fact> perform(Order order) {
        String vassal = order.vassal();
        Action action = order.action();
        if (action instanceof Action.Listen listen) {
            return List.of(listen(vassal, listen));
        } else if (action instanceof Action.Spawn spawn) {
            return List.of(spawn(vassal, spawn));
        } else if (action instanceof Action.Probe probe) {
            probe(probe);
        } else if (action instanceof Action.CheckHealth check) {
            return checkHealth(vassal, check);
        } else if (action instanceof Action.Signal signal) {
            signal(vassal, signal);
        } else if (action instanceof Action.KillTree kill) {
            killTree(vassal, kill);
        } else if (action instanceof Action.Sweep sweep) {
            sweep(vassal, sweep);
        } else if (action instanceof Action.Shed) {
            estates.of(vassal).shed();
        } else if (action instanceof Action.Unlink) {
            estates.of(vassal).unlink();
        } else if (action instanceof Action.Forget) {
            forget(vassal);
        }
        return List.of();
    }

    private Fact listen(String vassal, Action.Listen order) {
        try {
            return new Fact.Listening(estates.of(vassal).arrange(order.decree(), order.keepOthers()));
        } catch (KernelException failure) {
            LOG.warn("{}: {}", vassal, failure.getMessage());
            return new Fact.ListenFailed(failure.getMessage());
        }
    }

    private Fact spawn(String vassal, Action.Spawn order) {
        Estate estate = estates.of(vassal);
        Optional<String> missing = estate.missing(order.decree());
        if (missing.isPresent()) {
            // Not the app's fault; and a worker with fewer sockets than it is to have would serve on the wrong ones.
            String why = "could not pass on " + missing.get() + ": no listener is open there (EBADF)";
            LOG.error("{}: {}", vassal, why);
            return new Fact.SpawnFailed(order.serial(), why, true);
        }
        try {
            Subject subject = recruiter.recruit(order, estate.inheritable(order.decree(), !subjects.anyOf(vassal)));
            try {
                subjects.add(subject);
                reaper.watch(subject);
                return new Fact.Spawned(order.serial(), subject.pid, subject.startTicks);
            } catch (KernelException unwatchable) {
                abandon(subject);
                throw unwatchable;
            }
        } catch (KernelException failure) {
            return new Fact.SpawnFailed(
                    order.serial(), failure.getMessage(), SHORTAGES.contains(failure.errnoName()));
        } catch (IOException failure) {
            return new Fact.SpawnFailed(order.serial(), "could not prepare the start: " + failure, true);
        }
    }

    /** A worker whose end we could not hear of must not live. */
    private void abandon(Subject subject) throws KernelException {
        subject.pidfd.signal(Signals.KILL);
        subjects.remove(subject);
        subject.release();
    }

    private void probe(Action.Probe order) {
        subjects.find(order.pid(), order.startTicks()).ifPresent(subject -> {
            Readiness readiness = order.decree().policy().readiness();
            if (readiness instanceof Readiness.Spawn) {
                prober.watch(new ExecProbe(subject));
            } else if (readiness instanceof Readiness.Notify) {
                probeAdopted(subject, order.decree());
            } else {
                probeSocket(subject, order.decree(), readiness);
            }
        });
    }

    private void probeSocket(Subject subject, Decree decree, Readiness readiness) {
        SocketProbe.Door door = estates.of(subject.vassal).door(decree);
        prober.watch(new SocketProbe(subject, diag, door, readiness, () -> subjects.rivals(subject)));
    }

    /** Its READY=1 may have met no master; that it accepts is then as good, or without a socket that it runs at all. */
    private void probeAdopted(Subject subject, Decree decree) {
        if (subject.adopted && !decree.sockets().isEmpty()) {
            probeSocket(subject, decree, new Readiness.Accept());
        } else if (subject.adopted) {
            prober.watch(new ExecProbe(subject));
        }
    }

    private List<Fact> checkHealth(String vassal, Action.CheckHealth order) {
        String path = order.decree().sockets().get(0).path();
        for (Estate.Holding holding : estates.of(vassal).holdings()) {
            if (holding.decree().path().equals(path)) {
                physician.check(vassal, new Checkup.Errand(
                        order.request(), path, holding.socket().inode(), order.timeoutMillis()));
                return List.of();
            }
        }
        // Given up meanwhile; whoever opens it again has workers to check then.
        return List.of(new Fact.Checked(true, ""));
    }

    private void signal(String vassal, Action.Signal order) {
        Subject subject = subjects.find(order.pid(), order.startTicks()).orElse(null);
        if (subject == null) {
            LOG.error("{}: no process {} to send SIG{} to", vassal, order.pid(), order.signal());
            return;
        }
        try {
            Audit.signal(vassal, order.pid(), order.startTicks(), order.signal(), order.why());
            subject.pidfd.signal(Signals.number(order.signal()).orElse(Signals.TERM));
            // A stopped process would take the signal only when it is continued, be it told to end or to reload (systemd.kill(5)
            // does the same). To one that is not stopped SIGCONT means nothing.
            subject.pidfd.signal(Signals.number("CONT").orElseThrow());
        } catch (KernelException failure) {
            LOG.error("{}: {}", vassal, failure.getMessage());
        }
    }

    private void killTree(String vassal, Action.KillTree order) {
        subjects.find(order.pid(), order.startTicks()).ifPresent(subject -> kill(subject, order.why()));
        sweeper.killFollowers(vassal, order.pid(), order.startTicks());
    }

    private void kill(Subject subject, String why) {
        try {
            Audit.signal(subject.vassal, subject.pid, subject.startTicks, "KILL", why);
            subject.markKilled();
            subject.pidfd.signal(Signals.KILL);
        } catch (KernelException failure) {
            LOG.error("{}: {}", subject.vassal, failure.getMessage());
        }
    }

    private void sweep(String vassal, Action.Sweep order) {
        subjects.find(order.pid(), order.startTicks()).ifPresent(this::release);
        // Many servers remove the file of their socket when they end, and another generation may be serving on it.
        for (String path : estates.of(vassal).restoreLost()) {
            LOG.warn("{}: {} was gone when process {} had ended; put back", vassal, path, order.pid());
        }
        sweeper.sweep(vassal, order.pid(), order.startTicks());
    }

    private void release(Subject subject) {
        subjects.remove(subject);
        subject.release();
    }

    private void forget(String vassal) {
        estates.forget(vassal);
        physician.forget(vassal);
        try {
            recruiter.forget(vassal);
        } catch (IOException failure) {
            LOG.warn("{}: could not remove what was kept for it: {}", vassal, failure.toString());
        }
    }

    @Override
    public boolean restorePath(String vassal, String path) {
        for (Estate.Holding holding : estates.of(vassal).holdings()) {
            if (holding.decree().path().equals(path)) {
                return holding.socket().pathIntact() || holding.spare().restore();
            }
        }
        // It was given up meanwhile: nothing is lost.
        return true;
    }

    @Override
    public void inherit(Inheritance inheritance) {
        for (Inheritance.Survivor survivor : inheritance.survivors()) {
            Subject subject = survivor.subject();
            subjects.add(subject);
            try {
                reaper.watch(subject);
            } catch (KernelException unwatchable) {
                // It serves; that its end will not be heard of is no reason to end it now.
                LOG.error("{}: {}; the end of process {} will not be noticed", subject.vassal, unwatchable.getMessage(),
                        subject.pid);
            }
        }
        inheritance.leftovers.forEach(left -> sweeper.sweep(left.vassal(), left.leader(), left.startTicks()));
    }

    @Override
    public void killAll() {
        for (Subject subject : subjects.all()) {
            kill(subject, "the master was told to end at once");
            sweeper.killFollowers(subject.vassal, subject.pid, subject.startTicks);
        }
    }
}
