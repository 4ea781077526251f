package org.liege.emperor;

import java.io.DataInputStream;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.liege.control.ControlDoors;
import org.liege.control.Limits;
import org.liege.decree.DaemonConfig;
import org.liege.decree.DecreeReader;
import org.liege.decree.Watchtower;
import org.liege.decree.Writers;
import org.liege.ledger.Ledger;
import org.liege.ledger.StopLedger;
import org.liege.realm.Realm;
import org.liege.sandbox.Accounts;
import org.liege.sandbox.DaemonProcess;
import org.liege.sandbox.Descriptor;
import org.liege.sandbox.EventPoll;
import org.liege.sandbox.KernelException;
import org.liege.sandbox.ProcessTable;
import org.liege.sandbox.QueueReader;
import org.liege.sandbox.ReadyPipe;
import org.liege.sandbox.SignalTrap;
import org.liege.sandbox.WriterCheck;
import org.liege.vassal.Identity;
import org.liege.vassal.Memory;

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
    private final ReadyPipe ready;
    private final String reign;
    private final Logger log = LogManager.getLogger(Daemon.class);

    private Daemon(DaemonConfig config, Map<String, String> environment, PrintStream out, RunDirectory run,
            ReadyPipe ready) throws IOException {
        this.config = config;
        this.environment = environment;
        this.out = out;
        this.run = run;
        this.ready = ready;
        this.reign = unguessable();
    }

    /** Names this master among all: workers are recognised by it. SecureRandom would take longer to load than this to read. */
    private static String unguessable() throws IOException {
        try (DataInputStream random = new DataInputStream(new FileInputStream("/dev/urandom"))) {
            return HexFormat.of().toHexDigits(random.readLong());
        }
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
        try (ReadyPipe ready = ReadyPipe.of(config.readyFd());
                RunDirectory run = RunDirectory.open(config.runDirectory())) {
            DaemonProcess.becomeUmask(DAEMON_UMASK);
            new Daemon(config, environment, out, run, ready).reign();
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
        // First of all: who is told to end while it takes workers over has to end them, too.
        trapSignals();
        Files.createDirectories(config.logDirectory());
        StopLedger stopLedger = new StopLedger(run.ledger());
        StopLedger.Reading stops = stopLedger.read();
        if (!stops.complaint().isEmpty()) {
            log.error("{}", stops.complaint());
        }
        Ledger ledger = new Ledger(run.ledger(), ProcessTable.bootId(), reign);
        Ledger.Reading reading = ledger.read();
        QueueReader sampling = QueueReader.openOrRefused();
        QueueReader asking = QueueReader.openOrRefused();
        SpareName.Store spares = new SpareName.Store(run.spares());
        Porter porter = new Porter(EventPoll.open(), mailbox);
        household.employ("porter", porter, porter::end);
        Estates estates = new Estates(spares, porter::forget);
        QueueBook book = new QueueBook();
        Queues queues = new Queues(sampling, estates);
        HookQueue alarms = new HookQueue(config.hook().on());
        Gazette gazette = new Gazette(System.currentTimeMillis(), config.hook().isSet() ? alarms::offer : entry -> {});
        Throne throne = new Throne(mailbox, book, queues.by(asking), gazette, Clocks::now);
        throne.complaints("stops", stops.complaint().isEmpty() ? List.of() : List.of(stops.complaint()));
        Scribe scribe = new Scribe(stopLedger, stops.names(), ledger, words -> throne.complaints("scribe", words));
        Subjects subjects = new Subjects();
        Recruiter recruiter = new Recruiter(run, config.logDirectory(), own(), reign, softOpenFiles());
        LinuxKernel kernel = kernel(estates, subjects, recruiter, porter, asking);
        Realm realm = new Realm(config.adoptOnly() ? 0 : config.maxStarting(), System.nanoTime(), stops.names(),
                new Chronicle(gazette));
        try (Watchtower tower = tower()) {
            tower.inherit(files(reading)).start();
            throne.onConfirmation(tower::confirm);
            SignalTrap.on("HUP", tower::lookNow);
            Emperor emperor = new Emperor(realm, kernel, mailbox, throne, scribe, new SafeMode(config.adoptOnly()), Clocks::now);
            Succession succession = new Succession(recruiter, estates, spares, run);
            succession.recall(reading);
            // The doors must not say "unknown" of a vassal whose file has not been looked at yet.
            tower.awaitFirstLook(FIRST_LOOK_MILLIS);
            emperor.firstTurn(succession);
            Sampler sampler = new Sampler(estates, book, queues, Stir.open(), new Lookout(subjects, queues), mailbox);
            household.employ("sampler", sampler, sampler::end);
            household.employ("scribe", scribe);
            if (!config.adoptOnly()) {
                household.employ("curfew", new Curfew(
                        throne::latest, estates, sampling, mailbox, words -> throne.complaints("idle", words)));
            }
            employHook(alarms, throne, gazette);
            household.employ("strays", new Strays(subjects, run, words -> throne.complaints("strays", words)));
            try (ControlDoors doors = doors(throne)) {
                greet();
                tellReady();
                if (!config.adoptOnly()) {
                    Relics.clear(run, spares, realm, estates, subjects);
                }
                emperor.reign();
            }
        } finally {
            household.dismiss();
            sampling.close();
            asking.close();
        }
    }

    /** Where each vassal that an earlier master has known was ordered. */
    private static Map<String, Path> files(Ledger.Reading reading) {
        Map<String, Path> files = new HashMap<>();
        for (Ledger.Entry entry : reading.entries()) {
            Memory memory = entry.memory();
            memory.decrees().stream()
                    .findFirst()
                    .ifPresent(decree -> files.put(memory.name(), Path.of(decree.file())));
        }
        return files;
    }

    private LinuxKernel kernel(
            Estates estates, Subjects subjects, Recruiter recruiter, Porter porter, QueueReader diag)
            throws KernelException {
        Coroner coroner = new Coroner(mailbox, OomWatch.open());
        Reaper reaper = new Reaper(EventPoll.open(), mailbox, coroner);
        Sweeper sweeper = new Sweeper(mailbox);
        Prober prober = new Prober(mailbox);
        household.employ("reaper", reaper, reaper::end);
        household.employ("coroner", coroner);
        household.employ("sweeper", sweeper);
        household.employ("prober", prober);
        Physician physician = new Physician(diag, mailbox);
        household.employ("physician", physician);
        return new LinuxKernel(estates, subjects, recruiter, reaper, sweeper, prober, physician, porter, diag);
    }

    private void employHook(HookQueue alarms, Throne throne, Gazette gazette) {
        if (!config.hook().isSet()) {
            return;
        }
        Consumer<String> news = words -> {
            throne.complaints("hook", words.isEmpty() ? List.of() : List.of(words));
            gazette.remark(words.isEmpty() ? "the hook works again" : words);
        };
        HookRun.Order order = new HookRun.Order(config.hook().command(), config.hook().timeoutMillis(), run.execShell(),
                Accounts.effectiveUid(), Accounts.effectiveGid(), softOpenFiles());
        household.employ("hook", new HookRunner(order, run, own(), alarms, news));
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

    private void tellReady() {
        try {
            ready.tell();
        } catch (KernelException untold) {
            log.warn("{}", untold.getMessage());
        }
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
