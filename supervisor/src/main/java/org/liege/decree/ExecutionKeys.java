package org.liege.decree;

import static org.liege.decree.KeySketch.key;

import java.nio.file.InvalidPathException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.Pattern;

/** The keys that say what is executed, and as whom. */
final class ExecutionKeys {
    private static final String RUN = "What runs";
    private static final String WHO = "As whom, and within which limits";
    private static final Pattern VARIABLE = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");
    private static final Set<String> OURS = Set.of("LISTEN_FDS", "LISTEN_PID", "LISTEN_FDNAMES", "NOTIFY_SOCKET",
            "LIEGE_VASSAL", "LIEGE_WORKER", "WATCHDOG_PID", "WATCHDOG_USEC");
    // fs.nr_open's own ceiling in the kernel, 2^31 rounded down to a whole bitmap page (fs/file.c sysctl_nr_open_max).
    private static final long OPEN_FILES_MAX = 2_147_483_584L;
    private static final long PROCESSES_MAX = 4_194_304;

    private ExecutionKeys() {}

    static List<Key> all() {
        List<Key> keys = new ArrayList<>(run());
        keys.addAll(identity());
        keys.addAll(limits());
        return keys;
    }

    private static List<Key> run() {
        return List.of(
                key(RUN, "command").form("words").otherwise("required")
                        .means("Program and arguments, split like a shell's words (quotes and backslash), but no "
                                + "shell runs: no variables, globs or pipes. A placeholder's value stays within its "
                                + "word. The program is searched in PATH when it has no slash.")
                        .examples("/usr/bin/gunicorn --bind fd://3 \"shop.wsgi:application\"")
                        .does((draft, name, value) -> draft.execution.command = command(value)),
                key(RUN, "chdir").form("path").preset("%d")
                        .means("Working directory; a relative path starts at the vassal file's directory.")
                        .examples("/usr")
                        .does((draft, name, value) -> draft.execution.directory = directory(draft, value)),
                key(RUN, "env").repeatable().form("NAME=value").otherwise("none")
                        .means("A variable for the workers, whose environment holds nothing of the daemon's; the last "
                                + "one of a name holds. `LISTEN_*`, `NOTIFY_SOCKET`, `WATCHDOG_*` and `LIEGE_*` "
                                + "are Liege's own.")
                        .examples("COLOUR=dark blue")
                        .does((draft, name, value) -> environment(draft, value.needed())),
                key(RUN, "umask").form("octal").preset("022")
                        .means("File mode creation mask.")
                        .examples("027")
                        .does((draft, name, value) -> draft.execution.umask = NumberText.parseMode(value.text())),
                key(RUN, "processes").form("1-1024").preset("1")
                        .means("How many workers share the sockets.")
                        .examples("2")
                        .does((draft, name, value) -> draft.processes = NumberText.parseInt(value.text(), 1, 1024)));
    }

    private static List<Key> identity() {
        return List.of(
                key(WHO, "uid").form("user name or number").otherwise("the daemon's own user")
                        .means("User of the workers. Another than the daemon's own needs the daemon to run as root.")
                        .examples("nobody", "65534")
                        .does((draft, name, value) ->
                                draft.identity.setUser(value.needed(), draft.surroundings.accounts())),
                key(WHO, "gid").form("group name or number").otherwise("the user's primary group")
                        .means("Group of the workers.")
                        .examples("daemon", "1")
                        .does((draft, name, value) ->
                                draft.identity.setGroup(value.needed(), draft.surroundings.accounts())),
                key(WHO, "add-gid").repeatable().form("group name or number").otherwise("none")
                        .means("A supplementary group. As with uWSGI the user's own supplementary groups are not "
                                + "added by themselves.")
                        .examples("adm", "4")
                        .does((draft, name, value) ->
                                draft.identity.addGroup(value.needed(), draft.surroundings.accounts())),
                key(WHO, "no-new-privs").form("true or false").preset("true")
                        .means("Whether set-uid programs gain nothing (PR_SET_NO_NEW_PRIVS).")
                        .examples("false")
                        .does((draft, name, value) ->
                                draft.execution.noNewPrivileges = Choice.parseSwitch(value.text())));
    }

    private static List<Key> limits() {
        return List.of(
                key(WHO, "limit-nofile").form("count").otherwise("as the daemon was given it")
                        .means("Open files (RLIMIT_NOFILE), soft and hard alike, as with all limits.")
                        .examples("512")
                        .does((draft, name, value) -> draft.execution.openFiles = OptionalLong.of(
                                NumberText.parse(value.text(), 8, OPEN_FILES_MAX))),
                key(WHO, "limit-nproc").form("count or unlimited").otherwise("as the daemon was given it")
                        .means("Processes and threads of the user (RLIMIT_NPROC).")
                        .examples("4000", "unlimited")
                        .does((draft, name, value) -> draft.execution.processes = OptionalLong.of(
                                SizeText.parseCount(value.text(), 1, PROCESSES_MAX))),
                key(WHO, "limit-core").form("size or unlimited").otherwise("as the daemon was given it")
                        .means("Size of a core dump (RLIMIT_CORE).")
                        .examples("1M", "0", "unlimited")
                        .does((draft, name, value) ->
                                draft.execution.coreBytes = OptionalLong.of(SizeText.parse(value.text()))),
                key(WHO, "limit-as").form("size or unlimited").otherwise("as the daemon was given it")
                        .means("Address space of each process (RLIMIT_AS).")
                        .examples("8G", "unlimited")
                        .does((draft, name, value) -> draft.execution.addressSpaceBytes =
                                OptionalLong.of(positive(SizeText.parse(value.text())))),
                key(WHO, "nice").form("-20 to 19").otherwise("0")
                        .means("Scheduling niceness; a negative one needs the daemon to run as root.")
                        .examples("5")
                        .does((draft, name, value) ->
                                draft.execution.nice = OptionalInt.of(NumberText.parseInt(value.text(), -20, 19))));
    }

    private static long positive(long size) throws BadValue {
        if (size == 0) {
            throw new BadValue("needs a size above 0");
        }
        return size;
    }

    private static List<String> command(Value value) throws BadValue {
        List<String> words = new ArrayList<>();
        for (String word : CommandWords.split(value.raw())) {
            words.add(value.placeholders().resolve(word));
        }
        if (words.isEmpty() || words.get(0).isEmpty()) {
            throw new BadValue("names no program");
        }
        return words;
    }

    private static String directory(Draft draft, Value value) throws BadValue {
        try {
            return draft.file.directory().resolve(value.needed()).normalize().toString();
        } catch (InvalidPathException e) {
            throw new BadValue("needs a path, not " + Quoted.text(value.text()));
        }
    }

    private static void environment(Draft draft, String text) throws BadValue {
        int equals = text.indexOf('=');
        String variable = equals < 0 ? text : text.substring(0, equals);
        if (equals < 0 || !VARIABLE.matcher(variable).matches()) {
            throw new BadValue("needs NAME=value with a NAME of letters, digits and '_', not " + Quoted.text(text));
        }
        if (OURS.contains(variable)) {
            throw new BadValue("may not set " + variable + ", which is Liege's own");
        }
        draft.execution.environment.remove(variable);
        draft.execution.environment.put(variable, text.substring(equals + 1));
        if (draft.execution.environment.size() > Limits.ENVIRONMENT) {
            throw new BadValue("stands more than " + Limits.ENVIRONMENT + " times");
        }
    }
}
