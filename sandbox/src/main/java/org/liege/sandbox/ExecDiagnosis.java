package org.liege.sandbox;

import java.util.Optional;

/**
 * Words for a chain that ended before the command ran. It looks at the files again, with the tenant's rights, so what
 * it finds may have changed since; it may block on a dead mount.
 */
public final class ExecDiagnosis {
    private static final int SHELL_SYNTAX = 2;

    private final Confinement confinement;
    private final TenantView view;

    private ExecDiagnosis(Confinement confinement) {
        this.confinement = confinement;
        this.view = new TenantView(confinement.runAs().map(RunAs::tenant).orElse(null));
    }

    /**
     * @param comm of the process when it ended (a zombie keeps it), as {@link ProcessTable#comm}
     * @param status how it ended
     * @param confinement what it was started with
     * @return one line, such as {@code could not execute /x/y: No such file or directory (ENOENT)}; empty when the
     *     command itself had been running
     */
    public static Optional<String> explain(String comm, ExitStatus status, Confinement confinement) {
        if (!confinement.isOnTheWay(comm)) {
            return Optional.empty();
        }
        return Optional.of(new ExecDiagnosis(confinement).words(comm, status));
    }

    private String words(String comm, ExitStatus status) {
        if (status.signal().isPresent()) {
            return "was ended by SIG" + Signals.name(status.signal().getAsInt()) + " before it could execute "
                    + confinement.command().get(0);
        }
        int code = status.code().orElse(0);
        return switch (comm) {
            case "setpriv" -> identityRefused(code);
            case "prlimit" -> "could not set limits " + confinement.limits().options() + ": " + refusedTo(code);
            case "nice" -> "could not change niceness by " + confinement.niceIncrement() + ": " + refusedTo(code);
            default -> shellFailed(code);
        };
    }

    private String identityRefused(int code) {
        int uid = confinement.runAs().orElseThrow().uid();
        return code == Confinement.NOT_EXECUTABLE
                ? "could not execute " + Confinement.SHELL_NAME + " as uid " + uid + ": see the output (exit code " + code + ")"
                : "could not become uid " + uid + ": " + refusedTo(code);
    }

    /** Without root the reason is plain; else the tool's own words stand in the output. */
    private static String refusedTo(int code) {
        int errno = ErrorNumber.EPERM;
        return Accounts.effectiveUid() != 0
                ? ErrorNumber.words(errno) + " (" + ErrorNumber.name(errno) + ")"
                : "exit code " + code + ", see the output";
    }

    private String shellFailed(int code) {
        return switch (code) {
            case Confinement.DIRECTORY_FAILED ->
                message("change to directory", confinement.directory(), view.enter(confinement.directory()));
            case Confinement.LIMIT_FAILED ->
                "could not set the soft limit of open files to "
                        + Rlimits.text(confinement.softOpenFiles().orElse(0)) + ": it is above the hard limit (EINVAL)";
            case Confinement.OOM_SCORE_FAILED -> message("reset", "oom_score_adj", ErrorNumber.EACCES);
            case Confinement.NOT_FOUND, Confinement.NOT_EXECUTABLE -> new CommandSearch(confinement, view).words(code);
            case SHELL_SYNTAX -> "could not prepare the start: the shell ended with 2, see the output";
            default -> "could not prepare the start: exit code " + code + ", see the output";
        };
    }

    /** @param errno 0 when nothing is wrong any more */
    static String message(String verb, String noun, int errno) {
        return errno == 0
                ? "could not " + verb + " " + noun + ", though nothing is wrong with it now"
                : new KernelException(verb, noun, errno).getMessage();
    }
}
