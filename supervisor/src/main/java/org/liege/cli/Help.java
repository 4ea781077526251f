package org.liege.cli;

/** What {@code --help} prints. */
final class Help {
    private static final String EVERYWHERE = """

            Everywhere:
              --run-dir DIR    where the master's sockets are; else LIEGE_RUN_DIR, else run-dir of the
                               configuration, else /run/liege (root) or $XDG_RUNTIME_DIR/liege
              --config FILE    the configuration; else /etc/liege/liege.ini, else the checkout's etc/liege.ini
              -h, --help       this help, or that of a command
            """;

    private Help() {}

    static String of(String command) {
        return switch (command) {
            case "up" -> UP;
            case "status" -> STATUS + EVERYWHERE;
            case "start", "stop", "restart", "reload", "reset" -> ORDER.replace("VERB", command) + EVERYWHERE;
            case "why" -> WHY + EVERYWHERE;
            case "events" -> EVENTS + EVERYWHERE;
            case "check" -> CHECK + EVERYWHERE;
            case "config" -> CONFIG + EVERYWHERE;
            case "doctor" -> DOCTOR + EVERYWHERE;
            case "version" -> "usage: liege version\n\nPrints the version.\n";
            default -> ALL + EVERYWHERE;
        };
    }

    private static final String ALL = """
            usage: liege COMMAND [OPTION]...

              up                   run the master in the foreground
              status [APP]         what the apps are doing
              why APP              why it is as it is, what comes next, what to do
              events [APP]         a line for everything that happens, until interrupted
              start APP...         clear a stop and start
              stop APP...          end all workers, and refuse connections until 'start'
              restart APP...       new workers on the same socket, the old ones ended first
              reload APP...        new workers as the vassal file's 'reload' says
              reset APP...         clear the backoff and try now
              confirm              files that vanished all at once are meant to be gone
              check PATH...        look for faults in vassal files and directories
              config               the configuration that holds, and where each value comes from
              doctor               what of this machine Liege can use, and how to get the rest
              version              the version

            Exit codes: 0 done, 1 failed or faults, 2 usage, 3 'status APP': none ready, 4 no such app,
            5 the wait elapsed, 6 no master reached.
            """;

    private static final String UP = """
            usage: liege up [OPTION]...

            Runs the master in the foreground until TERM or INT.

              --config FILE        the configuration; else /etc/liege/liege.ini, else the checkout's
                                   etc/liege.ini
              --vassals DIR        where vassal files are; repeatable
              --run-dir DIR        where sockets are made
              --log-dir DIR        where each vassal's output goes
              --max-starting N     how many vassals may be starting at once
              --adopt-only         safe mode: take over what runs, start nothing, act on no edit
              --ready-fd N         an inherited pipe that gets a line when the doors answer (s6, dinit)
              --KEY VALUE          any other key of the configuration's [liege]

            Exit codes: 0 ended as asked, 1 failed, or another master holds the run directory, 2 usage.
            """;

    private static final String DOCTOR = """
            usage: liege doctor

            Looks at this machine as the master would: what it can use, what it does without the rest,
            and how to get that. Needs no master. Call it as the user who runs the master.

            Exit codes: 0 the master can run here, 1 it can't, or the configuration has faults.
            """;

    private static final String STATUS = """
            usage: liege status [APP] [--json]

            A table of all apps, or all about one.

              --json               the control socket's own words

            Exit codes: 0 done; with APP: 0 a worker is ready, 3 none is, 4 no such app; 6 no master reached.
            """;

    private static final String WHY = """
            usage: liege why APP

            Why it is in its state, since when, how it came to that, what comes next and when, and what
            can be done about it.

            Exit codes: 0 done, 4 no such app (similar names and refused files are told), 6 no master
            reached.
            """;

    private static final String EVENTS = """
            usage: liege events [APP] [--json]

            A line for everything that happens, to one app or to all, until it is interrupted.

              --json               the control socket's own words, a snapshot first

            Exit codes: 4 no such app, 6 no master reached, or it has ended.
            """;

    private static final String ORDER = """
            usage: liege VERB APP... [--wait 10s]

            Gives the order for each app, one after the other, and waits until it is carried out.

              --wait DURATION      how long to wait for each, such as 250ms, 5s, 10m; 10s unless given,
                                   at most 10m; 0 to come back once the order is taken

            Exit codes: 0 done, 1 failed, 4 no such app, 5 the wait elapsed and it goes on, 6 no master
            reached; of several apps the highest.
            """;

    private static final String CHECK = """
            usage: liege check PATH...

            Reads vassal files, and those in directories, as the master would, and prints each fault as
            'file:line: message'. Needs no master.

            Exit codes: 0 no fault, 1 faults, 2 usage.
            """;

    private static final String CONFIG = """
            usage: liege config [--KEY VALUE]...

            Prints every key of the configuration as 'key = value  (where it comes from)'. Needs no master.
            The options are those of 'liege up'.

            Exit codes: 0 done, 1 faults.
            """;
}
