package org.liege.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The daemon's configuration as a client needs it: which file, and its {@code run-dir}. Read here by a few lines,
 * because the decree package would cost every {@code liege status} its loading; faults in it are {@code liege
 * config}'s to tell.
 */
final class ConfigFile {
    private static final Path SYSTEM = Path.of("/etc/liege/liege.ini");
    /** Where Liege itself is installed, in a system property that the launcher sets. */
    private static final String HOME = "liege.home";
    /** As the decree package has it for ini files, in bytes. */
    private static final long MAX_BYTES = 256 * 1024;

    private ConfigFile() {}

    /** The file that holds; empty when there is none. */
    static Optional<Path> find(Invocation invocation) throws UsageFault {
        Optional<Path> given = invocation.option("config").map(Path::of);
        if (given.isPresent()) {
            return given;
        }
        if (Files.exists(SYSTEM)) {
            return Optional.of(SYSTEM);
        }
        return Optional.ofNullable(System.getProperty(HOME))
                .map(home -> Path.of(home, "etc", "liege.ini"))
                .filter(Files::exists);
    }

    /** The value of {@code run-dir} in {@code [liege]}, relative to the file's directory. */
    static Optional<Path> runDirectory(Path file) {
        try {
            if (Files.size(file) > MAX_BYTES) {
                return Optional.empty();
            }
            String text = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
            return runDirectory(text).map(value -> file.toAbsolutePath().resolveSibling(value).normalize());
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static Optional<String> runDirectory(String text) {
        boolean ours = false;
        for (String raw : text.split("\n")) {
            String line = raw.strip();
            int equals = line.indexOf('=');
            if (line.startsWith("[")) {
                ours = line.equals("[liege]");
            } else if (ours && equals > 0 && line.substring(0, equals).strip().equals("run-dir")) {
                return Optional.of(line.substring(equals + 1).strip()).filter(value -> !value.isEmpty());
            }
        }
        return Optional.empty();
    }
}
