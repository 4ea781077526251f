package org.liege.emperor;

import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.liege.sandbox.QueueReader;
import org.liege.vassal.Fact;

/** The thread that asks running apps whether they are well; none of its steps blocks. Each order has exactly one answer. */
final class Physician implements Runnable {
    private static final Logger LOG = LogManager.getLogger(Physician.class);

    /** What the loop wants, done on this thread. */
    private final BlockingQueue<Runnable> orders = new LinkedBlockingQueue<>();
    private final Map<String, Patient> patients = new HashMap<>();
    private final QueueReader diag;
    private final Mailbox mailbox;

    /** A checkup and when it is to be looked at again. */
    private static final class Patient {
        final Checkup checkup;
        long dueNanos;

        Patient(Checkup checkup, long dueNanos) {
            this.checkup = checkup;
            this.dueNanos = dueNanos;
        }
    }

    Physician(QueueReader diag, Mailbox mailbox) {
        this.diag = diag;
        this.mailbox = mailbox;
    }

    /** Checks a vassal now; answered by one Checked. A check that is still under way is given up for it. */
    void check(String vassal, Checkup.Errand errand) {
        orders.add(() -> {
            long now = System.nanoTime();
            Patient patient = patients.computeIfAbsent(vassal, name -> new Patient(new Checkup(name, diag), now));
            patient.checkup.begin(errand, now);
            patient.dueNanos = now;
        });
    }

    /** The vassal is gone. */
    void forget(String vassal) {
        orders.add(() -> {
            Patient patient = patients.remove(vassal);
            if (patient != null) {
                patient.checkup.close();
            }
        });
    }

    @Override
    public void run() {
        try {
            while (!Thread.currentThread().isInterrupted()) {
                obey();
                makeRounds();
            }
        } catch (InterruptedException end) {
            patients.values().forEach(patient -> patient.checkup.close());
        }
    }

    private void obey() throws InterruptedException {
        long nanos = Long.MAX_VALUE;
        long now = System.nanoTime();
        for (Patient patient : patients.values()) {
            nanos = Math.min(nanos, patient.dueNanos - now);
        }
        Runnable order = nanos <= 0 ? orders.poll() : orders.poll(nanos, TimeUnit.NANOSECONDS);
        for (; order != null; order = orders.poll()) {
            order.run();
        }
    }

    private void makeRounds() {
        for (Iterator<Map.Entry<String, Patient>> all = patients.entrySet().iterator(); all.hasNext(); ) {
            Map.Entry<String, Patient> entry = all.next();
            Patient patient = entry.getValue();
            if (patient.dueNanos - System.nanoTime() > 0) {
                continue;
            }
            see(entry.getKey(), patient);
            if (patient.checkup.idle()) {
                all.remove();
            }
        }
    }

    private void see(String vassal, Patient patient) {
        try {
            Optional<Fact.Checked> result = patient.checkup.step(System.nanoTime());
            result.ifPresent(checked -> mailbox.observed(vassal, checked));
        } catch (RuntimeException bug) {
            LOG.error("{}: the physician met what it can't: {}", vassal, bug.toString(), bug);
            patient.checkup.close();
            // Whoever waits for the result would never ask again.
            mailbox.observed(vassal, new Fact.Checked(true, ""));
        }
        patient.dueNanos = patient.checkup.dueNanos(System.nanoTime());
    }
}
