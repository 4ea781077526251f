package org.liege.simulation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * One edit that makes the core wrong.
 *
 * @param name of its file, without {@code .fault}
 * @param meaning a sentence
 * @param file which it bends, below {@code org/liege}
 * @param find stands there exactly once
 * @param replace comes in its place
 */
record PlantedFault(String name, String meaning, String file, String find, String replace) {
    private static final String FILE = "\nfile: ";
    private static final String FIND = "\n--- find\n";
    private static final String REPLACE = "\n--- replace\n";

    /** All faults of a folder, by name. */
    static List<PlantedFault> readAll(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".fault")).sorted().map(PlantedFault::read).toList();
        }
    }

    private static PlantedFault read(Path path) {
        String text;
        try {
            text = Files.readString(path);
        } catch (IOException failure) {
            throw new IllegalArgumentException("could not read " + path + ": " + failure, failure);
        }
        int file = text.indexOf(FILE);
        int find = text.indexOf(FIND);
        int replace = text.indexOf(REPLACE);
        if (file < 0 || find < file || replace < find) {
            throw new IllegalArgumentException(path + " is not a sentence, 'file:', '--- find' and '--- replace'");
        }
        return new PlantedFault(
                path.getFileName().toString().replace(".fault", ""),
                text.substring(0, file),
                text.substring(file + FILE.length(), find),
                trimmed(text.substring(find + FIND.length(), replace)),
                trimmed(text.substring(replace + REPLACE.length())));
    }

    /** The last line break belongs to the format. */
    private static String trimmed(String text) {
        return text.endsWith("\n") ? text.substring(0, text.length() - 1) : text;
    }

    /** The source with the fault in it. */
    String plantIn(String source) {
        int at = source.indexOf(find);
        if (find.isEmpty() || at < 0 || source.indexOf(find, at + 1) >= 0) {
            throw new IllegalArgumentException(name + " does not apply: its text must be in " + file + " exactly once");
        }
        return source.substring(0, at) + replace + source.substring(at + find.length());
    }
}
