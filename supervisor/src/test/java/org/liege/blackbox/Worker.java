package org.liege.blackbox;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;

/** The C worker of {@code test-fixtures/workers}, compiled once per run, and its command lines. */
final class Worker {
    private static final Path SOURCE = Checkout.FIXTURES.resolve("workers/worker.c");

    private Worker() {}

    /** The {@code command} of a vassal file; options as at the top of {@code worker.c}. */
    static String command(String... options) {
        List<String> words = new ArrayList<>();
        words.add(program().toString());
        for (String option : options) {
            words.add('"' + option + '"');
        }
        return String.join(" ", words);
    }

    static Path program() {
        return Compiled.PROGRAM;
    }

    /** Compiles at first use, whichever test of whichever JVM comes first; the others find it done. */
    private static final class Compiled {
        static final Path PROGRAM = compiled(SOURCE);
    }

    /** The program that gcc makes of one file of C, made once however many JVMs want it. */
    static Path compiled(Path source) {
        Component.GCC.require();
        String name = source.getFileName().toString().replaceFirst("\\.c$", "");
        Path program = Checkout.COMPILED.resolve(name);
        try {
            Files.createDirectories(Checkout.COMPILED);
            try (FileChannel lock = FileChannel.open(Checkout.COMPILED.resolve(name + ".lock"), CREATE, WRITE)) {
                lock.lock();
                if (outOfDate(program, source)) {
                    compile(source, program);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return program;
    }

    private static boolean outOfDate(Path program, Path source) throws IOException {
        return !Files.exists(program) || Files.getLastModifiedTime(program).compareTo(Files.getLastModifiedTime(source)) <= 0;
    }

    private static void compile(Path source, Path program) throws IOException {
        Path fresh = Files.createTempFile(Checkout.COMPILED, program.getFileName().toString(), ".new");
        Commands.run("gcc", "-O2", "-static", "-o", fresh.toString(), source.toString()).mustSucceed();
        // To be read by all, else nobody but root may look at its descriptors (proc(5): a matter of dumpability).
        Files.setPosixFilePermissions(fresh, PosixFilePermissions.fromString("rwxr-xr-x"));
        // Another run of the tests may be executing the old one: replace it, never write into it.
        Files.move(fresh, program, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    }
}
