package org.liege.emperor;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.liege.sandbox.KernelException;
import org.liege.sandbox.QueueReader.Reading;
import org.liege.vassal.Fact;

/**
 * The thread that reads all listen queues every now and then, closely where any may soon be full, hardly ever where nobody comes,
 * and looks whether the sockets' paths still lead to them.
 */
final class Sampler implements Runnable {
    /** From one look at all queues to the next while anybody comes to any. */
    static final long LOOK_MILLIS = 250;
    /** From one look to the next at those that may soon be full, so that {@code overload-for} is held to that. */
    private static final long CLOSE_MILLIS = 50;
    /** Where nobody comes. The first who does ends the pause. */
    private static final long STILL_MILLIS = 2_000;
    /** Of so many crowded queues and more, a look at all is cheaper than one at each. */
    private static final int MOST_SINGLE = 100;
    private static final Logger LOG = LogManager.getLogger(Sampler.class);
    private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(LOOK_MILLIS);
    private static final long PATHS_NANOS = 1_000_000_000L;

    private final PathWatch paths = new PathWatch();
    private final Levels levels = new Levels();
    private final Estates estates;
    private final QueueBook book;
    private final Queues queues;
    private final Stir stir;
    private final Lookout lookout;
    private final Mailbox mailbox;
    private Roster roster;
    private long lookedNanos = System.nanoTime() - LOOK_NANOS;
    private long pathsNanos;
    private boolean told;
    private volatile boolean ended;

    /** @param stir closed by the sampler when it ends */
    Sampler(Estates estates, QueueBook book, Queues queues, Stir stir, Lookout lookout, Mailbox mailbox) {
        this.estates = estates;
        this.book = book;
        this.queues = queues;
        this.stir = stir;
        this.lookout = lookout;
        this.mailbox = mailbox;
        this.roster = Roster.of(estates);
        stir.watch(roster.wards());
    }

    @Override
    public void run() {
        try (stir) {
            while (!ended) {
                look();
                pause();
            }
        } catch (InterruptedException end) {
            LOG.debug("the sampler ends");
        }
    }

    /** An interrupt does not reach a thread that waits in the kernel. */
    void end() {
        ended = true;
        stir.wake();
    }

    /** In two parts where nothing happens: however many come, there is no more than one look in the first. */
    private void pause() throws InterruptedException {
        boolean still = !levels.busy() && roster.workersOwn().isEmpty();
        if (still) {
            stir.arm();
        }
        Thread.sleep(levels.near() ? CLOSE_MILLIS : LOOK_MILLIS);
        if (still && !ended) {
            awaitSomebody();
        }
    }

    private void awaitSomebody() {
        try {
            stir.await(STILL_MILLIS - LOOK_MILLIS);
        } catch (KernelException | RuntimeException bug) {
            LOG.error("the sampler met what it can't: {}", bug.toString(), bug);
        }
    }

    private void look() {
        try {
            callTheRoll();
            readQueues();
            if (System.nanoTime() - pathsNanos >= PATHS_NANOS) {
                pathsNanos = System.nanoTime();
                lookAtPaths();
            }
        } catch (RuntimeException bug) {
            LOG.error("the sampler met what it can't: {}", bug.toString(), bug);
        }
    }

    private void callTheRoll() {
        roster.workersOwn().forEach((vassal, sockets) -> {
            if (lookout.look(vassal, sockets)) {
                estates.sighted();
                mailbox.observed(vassal, new Fact.Sighted(sockets.stream().map(WorkerSocket::view).toList()));
            }
        });
        if (!roster.holdsFor(estates)) {
            roster = Roster.of(estates);
            book.keepOnly(roster.inodes());
            levels.keepOnly(roster.vassals(), this::tell);
            stir.watch(roster.wards());
        }
    }

    private void readQueues() {
        List<Roster.Ward> crowded = crowded();
        boolean all = System.nanoTime() - lookedNanos >= LOOK_NANOS || crowded.size() > MOST_SINGLE;
        levels.begin();
        try {
            if (all) {
                lookedNanos = System.nanoTime();
                queues.each(this::take);
            } else {
                for (Roster.Ward ward : crowded) {
                    queues.read(ward.inode()).ifPresent(this::take);
                }
            }
            watchCrowds(crowded);
            levels.tell(all, this::tell);
            told = false;
        } catch (KernelException refused) {
            if (!told) {
                LOG.error("could not read the listen queues: {}", refused.getMessage());
                told = true;
            }
        }
    }

    private void tell(String vassal, Reading reading) {
        mailbox.observed(vassal, new Fact.QueueSeen(reading.length(), reading.limit()));
    }

    /** Every listener of those vassals in whose queues somebody has waited. */
    private List<Roster.Ward> crowded() {
        List<Roster.Ward> wards = new ArrayList<>();
        if (levels.busy()) {
            var crowded = levels.crowded();
            roster.wards().stream().filter(ward -> crowded.contains(ward.vassal())).forEach(wards::add);
        }
        return wards;
    }

    private void take(Reading reading) {
        Roster.Ward ward = roster.ward(reading.inode());
        if (ward != null) {
            book.note(reading, queues.source());
            levels.take(ward.vassal(), reading);
        }
    }

    /** Who waits where, from which it is told how fast they are served. */
    private void watchCrowds(List<Roster.Ward> crowded) {
        for (Roster.Ward ward : crowded) {
            queues.waiting(ward.inode()).ifPresent(waiting -> book.watch(ward.inode(), waiting, System.nanoTime()));
        }
    }

    private void lookAtPaths() {
        paths.begin(roster.byDirectory().keySet(), System.nanoTime());
        roster.byDirectory().forEach((directory, wards) -> {
            if (paths.stirred(directory, wards.size())) {
                wards.forEach(this::lookAt);
            }
        });
    }

    private void lookAt(Roster.Ward ward) {
        if (!ward.holding().socket().pathIntact()) {
            mailbox.observed(ward.vassal(), new Fact.PathLost(ward.path()));
        }
    }
}
