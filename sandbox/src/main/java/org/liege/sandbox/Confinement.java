package org.liege.sandbox;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The surroundings of a process, and the chain of small programs that makes them and ends in it, as daemontools and s6
 * do: {@code prlimit}, {@code nice}, {@code setpriv} as far as asked for, then one shell that does the rest and {@code
 * exec}s. The shell comes last so that it changes directory with the tenant's own rights. Pure: options in, argv out.
 *
 * <p>Until the chain's end the process is called {@value #SHELL_NAME}, or as one of the tools ({@link #isChainLink}); a
 * chain that breaks leaves one of {@link #DIRECTORY_FAILED} and its neighbours as exit code, which {@link
 * ExecDiagnosis} reads.
 *
 * @param command argv; argv[0] without a slash is searched in the environment's PATH
 * @param directory working directory, absolute
 * @param environment {@code NAME=value}, all of it; names are shell identifiers, others would get lost on the way
 * @param umask file mode creation mask, 0-0777
 * @param runAs empty to stay who we are, which is all that works without root
 * @param limits resource limits
 * @param softOpenFiles soft RLIMIT_NOFILE to set back to, when {@code limits} has none; empty to leave it
 * @param niceIncrement added to our own niceness; below 0 needs root
 * @param resetOomScore whether oom_score_adj is set to 0
 * @param noNewPrivileges whether PR_SET_NO_NEW_PRIVS is set; see {@link #bornWithoutNewPrivileges}
 * @param listenPid whether LISTEN_PID becomes the process's own pid
 */
public record Confinement(
        List<String> command,
        String directory,
        List<String> environment,
        int umask,
        Optional<RunAs> runAs,
        Rlimits limits,
        OptionalLong softOpenFiles,
        int niceIncrement,
        boolean resetOomScore,
        boolean noNewPrivileges,
        boolean listenPid) {
    /** What the link to the shell has to be called. */
    public static final String SHELL_NAME = "liege-exec";
    /** The working directory could not be entered. 200 and the next two are numbers of systemd.exec(5). */
    public static final int DIRECTORY_FAILED = 200;
    /** The soft limit of open files could not be set. */
    public static final int LIMIT_FAILED = 205;
    /** oom_score_adj could not be set. */
    public static final int OOM_SCORE_FAILED = 206;
    /** The shell found the command, but could not execute it (POSIX). */
    static final int NOT_EXECUTABLE = 126;
    /** The shell did not find the command, or its interpreter (POSIX). */
    static final int NOT_FOUND = 127;

    static final String SETPRIV = "/usr/bin/setpriv";
    static final String PRLIMIT = "/usr/bin/prlimit";
    static final String NICE = "/usr/bin/nice";

    public Confinement {
        command = List.copyOf(command);
        environment = List.copyOf(environment);
        Objects.requireNonNull(runAs, "runAs");
        Objects.requireNonNull(limits, "limits");
        Objects.requireNonNull(softOpenFiles, "softOpenFiles");
        if (command.isEmpty() || command.get(0).isEmpty()) {
            throw new IllegalArgumentException("empty command");
        }
        if (!directory.startsWith("/")) {
            throw new IllegalArgumentException("not an absolute directory: " + directory);
        }
        if ((umask & ~0777) != 0) {
            throw new IllegalArgumentException("umask " + Integer.toOctalString(umask));
        }
        environment.forEach(CarriedEnvironment::check);
    }

    /** Whether a process of this name is a link of the chain. */
    public static boolean isChainLink(String comm) {
        return switch (comm) {
            case SHELL_NAME, "setpriv", "prlimit", "nice" -> true;
            default -> false;
        };
    }

    /** Whether the process started with this, now called {@code comm}, has not become the command yet. */
    public boolean isOnTheWay(String comm) {
        return isChainLink(comm) && !isCommandItself(comm);
    }

    /** Who supervises setpriv or nice itself can't be told from the chain: he is given his own exit code. */
    private boolean isCommandItself(String comm) {
        String program = command.get(0);
        return !comm.equals(SHELL_NAME) && program.substring(program.lastIndexOf('/') + 1).equals(comm);
    }

    /**
     * What to execute; goes with {@link #spawnEnvironment()}.
     *
     * @param execShell absolute path of a link called {@value #SHELL_NAME} to a POSIX shell; those we run as must reach
     *     it
     */
    public List<String> argv(String execShell) {
        if (!execShell.startsWith("/") || !execShell.endsWith("/" + SHELL_NAME)) {
            throw new IllegalArgumentException("not a path of " + SHELL_NAME + ": " + execShell);
        }
        List<String> argv = new ArrayList<>();
        if (limits.anySet()) {
            argv.add(PRLIMIT);
            argv.addAll(limits.options());
            argv.add("--");
        }
        if (niceIncrement != 0) {
            argv.addAll(List.of(NICE, "-n", Integer.toString(niceIncrement), "--"));
        }
        addSetpriv(argv);
        argv.addAll(List.of(execShell, "-c", script(), SHELL_NAME, directory));
        argv.addAll(command);
        return List.copyOf(argv);
    }

    private void addSetpriv(List<String> argv) {
        if (runAs.isEmpty()) {
            return;
        }
        RunAs who = runAs.get();
        argv.addAll(List.of(SETPRIV, "--reuid=" + who.uid(), "--regid=" + who.gid(), groupsOption(who)));
        if (noNewPrivileges) {
            argv.add("--no-new-privs");
        }
        argv.add("--");
    }

    /** Whether the chain has no link of its own for {@link #noNewPrivileges}: {@link Spawner.Request} is to ask for it. */
    public boolean bornWithoutNewPrivileges() {
        return noNewPrivileges && runAs.isEmpty();
    }

    private static String groupsOption(RunAs who) {
        String groups = who.groups().toString().replaceAll("[\\[\\] ]", "");
        return groups.isEmpty() ? "--clear-groups" : "--groups=" + groups;
    }

    /** Only constants and numbers go into the script's text; what others wrote is passed as arguments. */
    private String script() {
        StringBuilder script = new StringBuilder("umask " + Integer.toOctalString(umask));
        if (resetOomScore) {
            script.append("; { echo 0 >/proc/self/oom_score_adj; } 2>/dev/null || exit " + OOM_SCORE_FAILED);
        }
        if (softOpenFiles.isPresent() && limits.openFiles().isEmpty()) {
            script.append("; ulimit -S -n " + Rlimits.text(softOpenFiles.getAsLong()) + " || exit " + LIMIT_FAILED);
        }
        script.append("; cd \"$1\" 2>/dev/null || exit " + DIRECTORY_FAILED + "; shift");
        // cd exports them; the environment is the decree's alone.
        script.append("; unset OLDPWD PWD");
        script.append(carried().script());
        if (listenPid) {
            script.append("; export LISTEN_PID=$$");
        }
        return script.append("; exec \"$@\"").toString();
    }

    /** The environment for {@link Spawner.Request}, in which what could harm the chain travels disguised. */
    public List<String> spawnEnvironment() {
        return carried().disguised();
    }

    private CarriedEnvironment carried() {
        return CarriedEnvironment.of(environment);
    }
}
