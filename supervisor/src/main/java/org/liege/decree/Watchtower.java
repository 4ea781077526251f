package org.liege.decree;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.liege.vassal.Fault;
import org.liege.vassal.Moment;

/**
 * The thread that looks at the vassals directories: at once upon a hint, when a file that had to wait is due, and every
 * few seconds anyway. What it finds goes to the sink, on this thread; the sink must not block for long. All that can
 * block on a dead mount or a slow name service happens here and nowhere else.
 */
public final class Watchtower implements AutoCloseable {
    private static final long GLANCE_MILLIS = 2000;
    private static final long PERIOD_MAX_MILLIS = 10_000;
    // Between two full looks at least as long as four of them take, so that a storm of hints leaves most of the
    // processor.
    private static final int REST = 4;
    // Periodic full looks may take 1/1000 of the time: the more files, the rarer, up to PERIOD_MAX_MILLIS.
    private static final int SHARE = 1000;

    private final List<SourcePattern> sources;
    private final Path vassalDefaults;
    private final DirectoryScanner scanner;
    private final Disk disk;
    private final Consumer<Listing> sink;
    private final Supplier<Moment> clock;
    private final Set<Path> hinted = new HashSet<>();
    private final CountDownLatch firstLook = new CountDownLatch(1);
    private final Thread thread;

    private DirectoryWatch watch;
    private boolean hintedAll;
    private boolean confirmed;
    private boolean closed;
    private final List<Outcome> owed = new ArrayList<>();
    private Listing last = new Listing(List.of(), List.of(), List.of());
    private long lastTookMillis;
    private long wholeDueAt;
    private long againDueAt = Look.NEVER;
    private long glanceDueAt;
    private long restUntil;

    /**
     * @param vassals directories, {@code .ini} files or globs of either; absolute
     * @param vassalDefaults the {@code vassal-defaults} file, or null
     * @param sink takes each listing that has something new, the first one always
     * @param clock both clocks, now
     */
    public Watchtower(List<String> vassals, Path vassalDefaults, DecreeReader reader, Writers writers,
            Consumer<Listing> sink, Supplier<Moment> clock) {
        this.sources = vassals.stream().map(text -> new SourcePattern(Path.of(text).normalize())).toList();
        if (sources.isEmpty()) {
            throw new IllegalArgumentException("no vassals directory");
        }
        this.vassalDefaults = vassalDefaults;
        this.disk = new LocalDisk(Objects.requireNonNull(writers, "writers"));
        this.scanner = new DirectoryScanner(sources, vassalDefaults, reader, disk);
        this.sink = Objects.requireNonNull(sink, "sink");
        this.clock = Objects.requireNonNull(clock, "clock");
        this.thread = new Thread(this::run, "liege-scanner");
        thread.setDaemon(true);
    }

    /** Before the start: the vassals that an earlier master has known, and their files. */
    public Watchtower inherit(Map<String, Path> files) {
        scanner.inherit(files);
        return this;
    }

    /** Starts the thread. */
    public Watchtower start() {
        thread.start();
        return this;
    }

    /** Waits until the first listing was handed to the sink; false when the time ran out. */
    public boolean awaitFirstLook(long timeoutMillis) throws InterruptedException {
        return firstLook.await(timeoutMillis, TimeUnit.MILLISECONDS);
    }

    /** Asks for a look at everything, soon. From any thread. */
    public synchronized void lookNow() {
        hintedAll = true;
        notifyAll();
    }

    /** Believes every loss that complaints tell of, once: of many files at one look, and of whole directories. */
    public synchronized void confirm() {
        confirmed = true;
        hintedAll = true;
        notifyAll();
    }

    private synchronized void hint(Path path) {
        if (path == null || hinted.size() >= Limits.DIRECTORY_NAMES) {
            hintedAll = true;
        } else {
            hinted.add(path);
        }
        notifyAll();
    }

    /** Ends the thread and waits for it, at most a second: it may be stuck on a dead mount. */
    @Override
    public void close() {
        synchronized (this) {
            closed = true;
            notifyAll();
        }
        try {
            if (Thread.currentThread() != thread) {
                thread.join(1000);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        try {
            while (awaitWork()) {
                turn();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            if (watch != null) {
                watch.close();
            }
        }
    }

    private void turn() {
        try {
            work();
        } catch (RuntimeException e) {
            // A fault of ours must not end the scanning: the next period looks again, and the operator is told.
            wholeDueAt = clock.get().monotonicMillis() + GLANCE_MILLIS;
            againDueAt = Look.NEVER;
            complain(e);
        }
    }

    private void complain(RuntimeException failure) {
        String message = "could not look at the vassals: " + Quoted.plain(failure.toString());
        Fault complaint = new Fault(sources.get(0).path().toString(), 0, message);
        try {
            deliver(new Listing(List.of(), last.refused(), List.of(complaint)));
        } catch (RuntimeException again) {
            // Whoever listens takes nothing; what is owed to him is told with the next look.
            wholeDueAt = clock.get().monotonicMillis() + GLANCE_MILLIS;
        }
    }

    /** Waits until something is due; false when closed. */
    private synchronized boolean awaitWork() throws InterruptedException {
        while (!closed) {
            long now = clock.get().monotonicMillis();
            long due = Math.min(againDueAt, Math.min(glanceDueAt, wholeDueAt));
            if (hintedAll || !hinted.isEmpty()) {
                due = Math.min(due, hintedAll ? restUntil : now);
            }
            if (due <= now) {
                return true;
            }
            wait(due - now);
        }
        return false;
    }

    private void work() {
        Set<Path> paths;
        boolean whole;
        Moment now = clock.get();
        synchronized (this) {
            paths = Set.copyOf(hinted);
            hinted.clear();
            whole = now.monotonicMillis() >= wholeDueAt || (hintedAll && now.monotonicMillis() >= restUntil);
            hintedAll &= !whole;
            if (confirmed && whole) {
                scanner.confirm();
                confirmed = false;
            }
        }
        for (Path path : paths) {
            boolean matters = VassalName.claims(path.getFileName().toString()) && !scanner.expect(path);
            whole |= matters && now.monotonicMillis() >= restUntil;
            if (matters && !whole) {
                lookNow();
            }
        }
        if (whole) {
            take(lookAtAll(now));
        } else if (now.monotonicMillis() >= glanceDueAt) {
            glanceDueAt = now.monotonicMillis() + GLANCE_MILLIS;
            take(scanner.glance(now));
        } else {
            take(scanner.lookAgain(now));
        }
    }

    private Look lookAtAll(Moment now) {
        keepWatch();
        Look look = scanner.look(now);
        long end = clock.get().monotonicMillis();
        lastTookMillis = end - now.monotonicMillis();
        wholeDueAt = end + Math.min(PERIOD_MAX_MILLIS, Math.max(GLANCE_MILLIS, lastTookMillis * SHARE));
        glanceDueAt = end + GLANCE_MILLIS;
        restUntil = end + lastTookMillis * REST;
        return look;
    }

    private void take(Look look) {
        long now = clock.get().monotonicMillis();
        againDueAt = look.recheckMillis() == Look.NEVER ? Look.NEVER : now + look.recheckMillis();
        if (look.whole() && againDueAt != Look.NEVER) {
            wholeDueAt = Math.min(wholeDueAt, againDueAt);
        }
        deliver(look.listing());
    }

    /** What a sink refused by throwing is owed to it and told again with the next listing. */
    private void deliver(Listing listing) {
        owed.addAll(listing.outcomes());
        if (!owed.isEmpty() || !listing.sameStanding(last) || firstLook.getCount() > 0) {
            sink.accept(new Listing(owed, listing.refused(), listing.complaints()));
            owed.clear();
            last = listing;
            firstLook.countDown();
        }
    }

    /** Watches every directory that holds something of interest; what can't be watched is looked at by the period. */
    private void keepWatch() {
        Set<Path> wanted = wanted();
        if (watch != null && watch.covers(wanted)) {
            return;
        }
        DirectoryWatch old = watch;
        watch = null;
        try {
            watch = DirectoryWatch.start(wanted, this::hint);
        } catch (IOException | RuntimeException e) {
            // A directory went just now, or no inotify watch is left: the period looks, a little later.
            watch = null;
        }
        if (old != null) {
            old.close();
        }
    }

    private Set<Path> wanted() {
        Set<Path> directories = new HashSet<>();
        for (SourcePattern source : sources) {
            try {
                for (Path path : source.expand(disk)) {
                    directories.add(source.namesFiles() ? path.getParent() : path);
                }
            } catch (IOException e) {
                // The scanner meets the same failure and tells it.
                continue;
            }
        }
        if (vassalDefaults != null) {
            directories.add(vassalDefaults.getParent());
        }
        return directories;
    }
}
