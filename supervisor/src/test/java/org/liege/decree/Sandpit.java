package org.liege.decree;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** A real directory for one test, with a vassals directory in it; gone afterwards. */
final class Sandpit implements BeforeEachCallback, AfterEachCallback {
    private Path place;

    @Override
    public void beforeEach(ExtensionContext context) throws IOException {
        place = Files.createTempDirectory("liege-decree");
        Files.createDirectory(vassals());
    }

    @Override
    public void afterEach(ExtensionContext context) throws IOException {
        try (Stream<Path> all = Files.walk(place)) {
            List<Path> paths = new ArrayList<>(all.toList());
            paths.sort(Comparator.reverseOrder());
            for (Path path : paths) {
                Files.deleteIfExists(path);
            }
        }
    }

    Path place() {
        return place;
    }

    Path vassals() {
        return place.resolve("vassals");
    }

    Path vassal(String name) {
        return vassals().resolve(name + ".ini");
    }

    /** Writes beside and renames, as a careful tool does. */
    void put(Path file, String text) {
        try {
            Path fresh = Files.createTempFile(place, "fresh", "");
            Files.writeString(fresh, text);
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void drop(String name, String command) {
        put(vassal(name), Scanning.command(command));
    }
}
