package org.liege.emperor;

import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.liege.sandbox.ExecDiagnosis;
import org.liege.sandbox.ExitStatus;
import org.liege.sandbox.Signals;
import org.liege.vassal.Exit;
import org.liege.vassal.Fact;

/**
 * Finds out why a worker ended. One that had served needs no explaining and is told at once; for a failed start, the coroner's
 * own thread reads the output's last lines and looks at the files that could not be executed, which may block.
 */
final class Coroner implements Runnable {
    private static final Logger LOG = LogManager.getLogger(Coroner.class);
    private static final long MEND_CHECK_MILLIS = 500;

    private record Body(Subject subject, String comm, ExitStatus status) {}

    private final BlockingQueue<Body> bodies = new LinkedBlockingQueue<>();
    private final Mailbox mailbox;
    private final OomWatch oom;
    private final MendWatch mends;
    private final Adieu adieu = new Adieu();

    Coroner(Mailbox mailbox, OomWatch oom) {
        this.mailbox = mailbox;
        this.oom = oom;
        this.mends = new MendWatch(mailbox);
    }

    /** Takes a reaped worker over. Called by the reaper. */
    void examine(Subject subject, String comm, ExitStatus status) {
        boolean plain = subject.hasServed() && !killedFromOutside(subject, status) && !Adieu.untold(subject, status);
        if (plain) {
            tell(subject, exit(status, false, false, ""));
        } else {
            bodies.add(new Body(subject, comm, status));
        }
    }

    private boolean killedFromOutside(Subject subject, ExitStatus status) {
        return !subject.killedByUs() && oom.possible() && status.signal().orElse(0) == Signals.KILL;
    }

    @Override
    public void run() {
        while (!Thread.currentThread().isInterrupted()) {
            try {
                Body body = mends.watching() ? bodies.poll(MEND_CHECK_MILLIS, TimeUnit.MILLISECONDS) : bodies.take();
                if (body != null) {
                    explain(body);
                } else {
                    mends.look();
                }
            } catch (InterruptedException end) {
                return;
            } catch (RuntimeException bug) {
                LOG.error("the coroner met what it can't: {}", bug.toString(), bug);
            }
        }
    }

    private void explain(Body body) {
        Subject subject = body.subject();
        try {
            ExitStatus status = adieu.await(subject, body.status());
            boolean oomKilled = killedFromOutside(subject, status) && oom.wasVictim(subject.pid);
            Optional<String> notExecuted =
                    ExecDiagnosis.explain(body.comm(), status, subject.confinement());
            if (notExecuted.isPresent()) {
                mends.watch(subject.vassal, subject.confinement());
            }
            String words = notExecuted.orElseGet(
                    () -> subject.hasServed() ? "" : LastWords.of(subject.output, subject.outputStart));
            tell(subject, exit(status, oomKilled, notExecuted.isPresent(), words));
        } catch (RuntimeException bug) {
            LOG.error("{}: could not explain the end of process {}: {}", subject.vassal, subject.pid, bug.toString(), bug);
            tell(subject, exit(body.status(), false, false, ""));
        }
    }

    private static Exit exit(ExitStatus status, boolean oomKilled, boolean beforeExec, String words) {
        Integer code = status.code().isPresent() ? status.code().getAsInt() : null;
        String signal = status.signal().isPresent() ? Signals.name(status.signal().getAsInt()) : null;
        return new Exit(code, signal, oomKilled, beforeExec, words);
    }

    private void tell(Subject subject, Exit exit) {
        mailbox.observed(subject.vassal, new Fact.Exited(subject.pid, subject.startTicks, exit));
    }
}
