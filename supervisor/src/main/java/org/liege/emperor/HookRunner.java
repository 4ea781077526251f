package org.liege.emperor;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.liege.control.EventLine;
import org.liege.realm.Entry;
import org.liege.sandbox.KernelException;
import org.liege.vassal.Identity;

/**
 * The thread that runs the operator's hook, one run at a time. An alarm that fails silently is worse than none: while the
 * latest run failed, that is a complaint of the daemon's.
 */
final class HookRunner implements Runnable {
    static final Logger LOG = LogManager.getLogger("org.liege.hook");
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

    private final HookRun.Order order;
    private final RunDirectory run;
    private final Identity own;
    private final HookQueue queue;
    private final Consumer<String> news;
    private String complaint = "";

    /** @param news is told what is wrong with the hook, and the empty text when it works again; called on this thread */
    HookRunner(HookRun.Order order, RunDirectory run, Identity own, HookQueue queue, Consumer<String> news) {
        this.order = order;
        this.run = run;
        this.own = own;
        this.queue = queue;
        this.news = news;
    }

    @Override
    public void run() {
        look();
        try {
            while (!Thread.currentThread().isInterrupted()) {
                HookQueue.News next = queue.take();
                report(next, attempt(next));
            }
        } catch (InterruptedException end) {
            LOG.debug("the daemon ends, and its hook with it");
        }
    }

    /** A hook that can't work is to be known before it is needed. */
    private void look() {
        Path program = Path.of(order.command().get(0));
        if (!Files.isExecutable(program) || Files.isDirectory(program)) {
            String why = Files.exists(program) ? "it may not be executed (EACCES)" : "there is no such file (ENOENT)";
            complain("could not run the hook " + program + " when it is needed: " + why);
        }
    }

    private String attempt(HookQueue.News next) throws InterruptedException {
        try {
            Files.createDirectories(run.hook(), PosixFilePermissions.asFileAttribute(
                    PosixFilePermissions.fromString("rwx------")));
            byte[] line = (new String(EventLine.of(next.entry()), StandardCharsets.UTF_8) + "\n")
                    .getBytes(StandardCharsets.UTF_8);
            return HookRun.start(order, run.hook(), environment(next), line).await();
        } catch (IOException | KernelException failure) {
            return failure.getMessage() == null ? failure.toString() : failure.getMessage();
        } catch (RuntimeException bug) {
            LOG.error("the hook's thread met what it can't: {}", bug.toString(), bug);
            return bug.toString();
        }
    }

    private void report(HookQueue.News told, String failure) {
        Entry entry = told.entry();
        long lost = queue.takeLost();
        if (!failure.isEmpty()) {
            complain("could not run the hook for " + entry.app() + " (" + entry.from().word() + " -> " + entry.to().word()
                    + ", at " + TIME.format(Instant.ofEpochMilli(entry.at().wallMillis())) + "): " + failure);
        } else if (lost > 0) {
            complain("could not tell the hook of " + lost + " changes: more than " + HookQueue.MOST_WAITING
                    + " vassals were waiting for it");
        } else if (!complaint.isEmpty()) {
            complaint = "";
            LOG.info("the hook works again");
            news.accept("");
        }
    }

    private void complain(String words) {
        complaint = words;
        LOG.error("{}", words);
        news.accept(words);
    }

    private List<String> environment(HookQueue.News told) {
        Entry entry = told.entry();
        List<String> entries = new ArrayList<>(List.of(
                "PATH=" + WorkerEnvironment.PATH,
                "HOME=" + own.home(),
                "USER=" + own.user(),
                "LOGNAME=" + own.user(),
                "SHELL=" + own.shell(),
                "LANG=C.UTF-8",
                "LIEGE_APP=" + entry.app(),
                "LIEGE_FROM=" + entry.from().word(),
                "LIEGE_TO=" + entry.to().word(),
                "LIEGE_REASON=" + entry.words().replace('\0', '?'),
                "LIEGE_AT=" + TIME.format(Instant.ofEpochMilli(entry.at().wallMillis())),
                "LIEGE_SEQUENCE=" + entry.sequence(),
                "LIEGE_LEFT_OUT=" + told.left(),
                "LIEGE_RUN_DIR=" + run.root()));
        if (entry.cause() != null) {
            entries.add("LIEGE_CAUSE=" + entry.cause().word());
        }
        return entries;
    }
}
