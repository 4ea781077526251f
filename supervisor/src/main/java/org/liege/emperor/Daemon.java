package org.liege.emperor;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.Consumer;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.liege.control.ControlDoors;
import org.liege.control.Limits;
import org.liege.decree.DaemonConfig;
import org.liege.decree.DecreeReader;
import org.liege.decree.Watchtower;
import org.liege.decree.Writers;
import org.liege.ledger.StopLedger;
import org.liege.realm.Realm;
import org.liege.sandbox.Accounts;
import org.liege.sandbox.DaemonProcess;
import org.liege.sandbox.Descriptor;
import org.liege.sandbox.EventPoll;
import org.liege.sandbox.KernelException;
import org.liege.sandbox.QueueReader;
import org.liege.sandbox.SignalTrap;
import org.liege.sandbox.WriterCheck;
import org.liege.vassal.Identity;

/** The master: puts the parts together, runs the loop on the calling thread, and takes everything down in order. */
public final class Daemon {
    /** The soft limit of open files as the daemon was given it; the launcher notes it before the virtual machine raises it. */
    private static final String SOFT_OPEN_FILES = "liege.nofile.soft";
    private static final int DAEMON_UMASK = 022;
    /** A vassals directory on a dead mount keeps the doors shut no longer than this. */
    private static final long FIRST_LOOK_MILLIS = 5_000;

    private final DaemonConfig config;
    private final Map<String, String> environment;
    private final PrintStream out;
    private final Household household = new Household();
    private final Mailbox mailbox = new Mailbox();
    private final RunDirectory run;
    private final Logger log = LogManager.getLogger(Daemon.class);

    private Daemon(DaemonConfig config, Map<String, String> environment, PrintStream out, RunDirectory run) {
        this.config = config;
        this.environment = environment;
        this.out = out;
        this.run = run;
    }

    /**
     * Runs the master until it is told to end by TERM or INT.
     *
     * @param environment the daemon's own, for {@code $(ENV)} in vassal files
     * @param out where the greeting goes
     * @return 0 when it ended as it was told to, 1 when it could not start or go on
     */
    public static int run(DaemonConfig config, Map<String, String> environment, PrintStream out) {
        DaemonLog.start();
        Logger log = LogManager.getLogger(Daemon.class);
        try (RunDirectory run = RunDirectory.open(config.runDirectory())) {
            DaemonProcess.becomeUmask(DAEMON_UMASK);
            new Daemon(config, environment, out, run).reign();
            log.info("ended");
            return 0;
        } catch (RunDirectory.Locked locked) {
            log.error("could not start: {}", locked.getMessage());
            return 1;
        } catch (IOException | KernelException failure) {
            log.error("could not start: {}", failure.getMessage());
            return 1;
        } catch (InterruptedException ended) {
            return 1;
        } catch (RuntimeException | Error bug) {
            // A loop that is broken must not limp on: whoever started the master starts it anew.
            log.fatal("the master is broken and ends: {}", bug.toString(), bug);
            return 1;
        } finally {
            DaemonLog.end();
        }
    }

    private void reign() throws IOException, KernelException, InterruptedException {
        Files.createDirectories(config.logDirectory());
        StopLedger ledger = new StopLedger(run.ledger());
        StopLedger.Reading stops = ledger.read();
        if (!stops.complaint().isEmpty()) {
            log.error("{}", stops.complaint());
        }
        QueueReader sampling = QueueReader.open();
        QueueReader asking = QueueReader.open();
        Estates estates = new Estates(new SpareName.Store(run.spares()));
        QueueBook book = new QueueBook();
        HookQueue alarms = new HookQueue(config.hook().on());
        Gazette gazette = new Gazette(System.currentTimeMillis(), config.hook().isSet() ? alarms::offer : entry -> {});
        Throne throne = new Throne(mailbox, book, asking, gazette, Clocks::now);
        Scribe scribe = new Scribe(ledger, stops.names());
        LinuxKernel kernel = kernel(estates, asking);
        household.employ("sampler", new Sampler(estates, book, sampling, mailbox));
        household.employ("scribe", scribe);
        if (config.hook().isSet()) {
            household.employ("hook", hook(alarms, words -> {
                throne.hookComplaint(words);
                gazette.remark(words.isEmpty() ? "the hook works again" : words);
            }));
        }
        Realm realm = new Realm(config.maxStarting(), System.nanoTime(), stops.names(), new Chronicle(gazette));
        trapSignals();
        try (Watchtower tower = tower()) {
            tower.start();
            throne.onConfirmation(tower::confirm);
            SignalTrap.on("HUP", tower::lookNow);
            Emperor emperor = new Emperor(realm, kernel, mailbox, throne, scribe, Clocks::now);
            // The doors must not say "unknown" of a vassal whose file has not been looked at yet.
            tower.awaitFirstLook(FIRST_LOOK_MILLIS);
            emperor.firstTurn();
            try (ControlDoors doors = doors(throne)) {
                greet();
                emperor.reign();
            }
        } finally {
            household.dismiss();
            sampling.close();
            asking.close();
        }
    }

    private LinuxKernel kernel(Estates estates, QueueReader diag) throws KernelException {
        Coroner coroner = new Coroner(mailbox, OomWatch.open());
        Reaper reaper = new Reaper(EventPoll.open(), mailbox, coroner);
        Sweeper sweeper = new Sweeper(mailbox);
        Prober prober = new Prober(mailbox);
        household.employ("reaper", reaper, reaper::end);
        household.employ("coroner", coroner);
        household.employ("sweeper", sweeper);
        household.employ("prober", prober);
        Recruiter recruiter = new Recruiter(run, config.logDirectory(), own(), softOpenFiles());
        return new LinuxKernel(estates, new Subjects(), recruiter, reaper, sweeper, prober, diag);
    }

    private HookRunner hook(HookQueue alarms, Consumer<String> news) {
        HookRun.Order order = new HookRun.Order(config.hook().command(), config.hook().timeoutMillis(), run.execShell(),
                Accounts.effectiveUid(), Accounts.effectiveGid(), softOpenFiles());
        return new HookRunner(order, run, own(), alarms, news);
    }

    private static Identity own() {
        int uid = Accounts.effectiveUid();
        int gid = Accounts.effectiveGid();
        return Accounts.user(Integer.toString(uid))
                .map(account -> new Identity(uid, gid, List.of(), account.name(), account.home(), account.shell()))
                .orElseGet(() -> new Identity(uid, gid, List.of(), Integer.toString(uid), "/", "/bin/sh"));
    }

    private OptionalLong softOpenFiles() {
        String noted = System.getProperty(SOFT_OPEN_FILES, "");
        if (noted.equals("unlimited")) {
            return OptionalLong.of(Long.MAX_VALUE);
        }
        return noted.matches("[0-9]{1,18}") ? OptionalLong.of(Long.parseLong(noted)) : OptionalLong.empty();
    }

    private Watchtower tower() {
        DecreeReader reader = new DecreeReader(config.surroundings(new SystemAccounts(), environment));
        return new Watchtower(
                config.vassals(),
                config.vassalDefaults().orElse(null),
                reader,
                Daemon::writers,
                listing -> mailbox.put(new Message.Looked(listing)),
                Clocks::now);
    }

    private static Writers.Writing writers(Path file) {
        return switch (WriterCheck.of(file.toString())) {
            case QUIET -> Writers.Writing.QUIET;
            case BEING_WRITTEN -> Writers.Writing.BEING_WRITTEN;
            case UNKNOWN -> Writers.Writing.UNKNOWN;
        };
    }

    private ControlDoors doors(Throne throne) throws IOException, KernelException {
        return ControlDoors.open(
                throne, run.root(), config.proxyGid(), Descriptor::closeOnExec, EpollWatch.open(), Limits.standard());
    }

    private void trapSignals() {
        SignalTrap.on("TERM", () -> mailbox.put(new Message.End("SIGTERM")));
        SignalTrap.on("INT", () -> mailbox.put(new Message.End("SIGINT")));
    }

    private void greet() {
        out.println("Liege is up.");
        out.println("  vassals   " + String.join(", ", config.vassals()));
        out.println("  sockets   " + run.apps());
        out.println("  logs      " + config.logDirectory());
        out.println("  state     curl -s --unix-socket " + run.root().resolve("control.sock") + " http://liege/v1/apps");
        out.println("  or        liege status --run-dir " + run.root());
        out.flush();
    }
}
