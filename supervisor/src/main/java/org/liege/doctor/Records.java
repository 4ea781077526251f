package org.liege.doctor;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Files in which the kernel and the system tell of themselves, below a root that is {@code /} but for tests. */
final class Records {
    private static final int MOST_BYTES = 1 << 20;

    private final Path root;

    Records(Path root) {
        this.root = root;
    }

    /** The whole file without surrounding white space; empty when it isn't there or can't be read. */
    Optional<String> text(String path) {
        // A file below /proc/sys must be read at once: from another offset than 0 it is empty.
        try (InputStream in = Files.newInputStream(at(path))) {
            return Optional.of(new String(in.readNBytes(MOST_BYTES), StandardCharsets.UTF_8).strip());
        } catch (IOException unreadable) {
            return Optional.empty();
        }
    }

    /** The whole file as a number. */
    OptionalLong number(String path) {
        Optional<String> text = text(path).filter(words -> words.matches("-?[0-9]{1,18}"));
        return text.isPresent() ? OptionalLong.of(Long.parseLong(text.get())) : OptionalLong.empty();
    }

    List<String> lines(String path) {
        return text(path).map(all -> all.lines().toList()).orElse(List.of());
    }

    boolean exists(String path) {
        return Files.exists(at(path));
    }

    boolean readable(String path) {
        return Files.isReadable(at(path));
    }

    boolean writable(String path) {
        return Files.isWritable(at(path));
    }

    boolean executable(String path) {
        return Files.isExecutable(at(path));
    }

    private Path at(String path) {
        return root.resolve(path.substring(1));
    }
}
