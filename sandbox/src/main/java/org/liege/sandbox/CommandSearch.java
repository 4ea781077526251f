package org.liege.sandbox;

import java.util.Optional;

/** Finds out which file a shell's exec meant, and why it could not be executed. */
final class CommandSearch {
    private static final String PATH = "PATH=";

    private final Confinement confinement;
    private final TenantView view;
    private final String command;

    CommandSearch(Confinement confinement, TenantView view) {
        this.confinement = confinement;
        this.view = view;
        this.command = confinement.command().get(0);
    }

    /** @param code what the shell ended with, 126 or 127 */
    String words(int code) {
        return command.indexOf('/') >= 0 ? ofFile(absolute(command), code) : ofSearch(code);
    }

    private String absolute(String path) {
        return path.startsWith("/") ? path : confinement.directory() + "/" + path;
    }

    private String ofSearch(int code) {
        String path = confinement.environment().stream()
                .filter(entry -> entry.startsWith(PATH))
                .reduce((earlier, later) -> later)
                .map(entry -> entry.substring(PATH.length()))
                .orElse("");
        String refused = null;
        for (String directory : path.split(":")) {
            String candidate = absolute(directory.isEmpty() ? "." : directory) + "/" + command;
            int errno = view.execute(candidate);
            if (errno == 0) {
                return ofFile(candidate, code);
            }
            refused = errno == ErrorNumber.EACCES ? candidate : refused;
        }
        return refused != null
                ? ExecDiagnosis.message("execute", refused, ErrorNumber.EACCES)
                : "could not execute " + command + ": it is in no directory of PATH " + path + " (ENOENT)";
    }

    private String ofFile(String file, int code) {
        int errno = view.execute(file);
        if (errno != 0) {
            return ExecDiagnosis.message("execute", file, errno);
        }
        if (FileStatus.ofTarget(Native.bytes(file))
                .filter(FileStatus::isDirectory)
                .isPresent()) {
            return "could not execute " + file + ": it is a directory (EACCES)";
        }
        return interpreterMissing(file).orElseGet(() -> ofRunnable(file, code));
    }

    private Optional<String> interpreterMissing(String file) {
        Optional<String> interpreter = Interpreter.of(TenantView.head(file, Interpreter.HEAD_BYTES));
        return interpreter
                .filter(path -> view.execute(absolute(path)) != 0)
                .map(path -> ExecDiagnosis.message(
                        "execute", "interpreter " + path + " of " + file, view.execute(absolute(path))));
    }

    /**
     * Neither the file nor its interpreter is to blame: a noexec mount, a busy file, RLIMIT_NPROC, too long arguments.
     */
    private static String ofRunnable(String file, int code) {
        return code == Confinement.NOT_FOUND
                ? ExecDiagnosis.message("execute", file, 0)
                : "could not execute " + file + ": the kernel refused it, see the output (exit code " + code + ")";
    }
}
