package org.liege.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Where the master's sockets are: flag, then LIEGE_RUN_DIR, then configuration, then the place that is usual. */
final class RunDirectory {
    private static final Path ROOTS = Path.of("/run/liege");

    private RunDirectory() {}

    static Path of(Invocation invocation, Screen screen) throws UsageFault {
        Optional<String> flag = invocation.option("run-dir");
        if (flag.isPresent()) {
            return screen.workingDirectory().resolve(flag.get()).normalize();
        }
        String variable = screen.variable("LIEGE_RUN_DIR");
        if (!variable.isEmpty()) {
            return screen.workingDirectory().resolve(variable).normalize();
        }
        Optional<Path> configured = ConfigFile.find(invocation).flatMap(ConfigFile::runDirectory);
        return configured.isPresent() ? configured.get() : usual(screen);
    }

    private static Path usual(Screen screen) throws UsageFault {
        if (isRoot()) {
            return ROOTS;
        }
        String place = screen.variable("XDG_RUNTIME_DIR");
        if (place.isEmpty()) {
            throw new UsageFault("could not choose a run directory: XDG_RUNTIME_DIR is not set; say --run-dir DIR");
        }
        return Path.of(place, "liege");
    }

    private static boolean isRoot() {
        try {
            return Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0);
        } catch (IOException e) {
            return "root".equals(System.getProperty("user.name"));
        }
    }
}
