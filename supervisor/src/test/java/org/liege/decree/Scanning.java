package org.liege.decree;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.liege.vassal.Fault;

/** A scanner on a disk of paper, its looks driven by virtual time as the watchtower drives them by real time. */
final class Scanning {
    static final String COMMAND = "[vassal]\ncommand = run\n";
    final PaperDisk disk = new PaperDisk();
    DirectoryScanner scanner;
    Look last;

    Scanning() {
        this(null, "/vassals");
    }

    Scanning(String defaults, String... sources) {
        scanner = scanner(PaperAccounts.root(), defaults, sources);
    }

    DirectoryScanner scanner(Accounts accounts, String defaults, String... sources) {
        List<SourcePattern> patterns = Stream.of(sources).map(text -> new SourcePattern(Path.of(text))).toList();
        return new DirectoryScanner(patterns, defaults == null ? null : Path.of(defaults), Reading.reader(accounts),
                disk);
    }

    /** One full look; its outcomes in words. */
    List<String> look() {
        last = scanner.look(disk.now());
        return words(last);
    }

    /** One look at what waits. */
    List<String> lookAgain() {
        last = scanner.lookAgain(disk.now());
        return words(last);
    }

    /** A full look, and all the looks that it asks for within so many milliseconds. */
    List<String> settle(long millis) {
        List<String> words = new ArrayList<>(look());
        long end = disk.now().monotonicMillis() + millis;
        while (last.recheckMillis() != Look.NEVER && disk.now().monotonicMillis() + last.recheckMillis() <= end) {
            disk.pass(last.recheckMillis());
            words.addAll(last.whole() ? look() : lookAgain());
        }
        disk.pass(end - disk.now().monotonicMillis());
        return words;
    }

    /** As {@link #settle(long)} for a second, in which everything comes to rest. */
    List<String> settle() {
        return settle(1000);
    }

    List<String> refused() {
        return last.listing().refused().stream().map(Fault::toString).toList();
    }

    List<String> complaints() {
        return last.listing().complaints().stream().map(Fault::toString).toList();
    }

    /** Such as {@code +shop listen=100}, {@code !shop 2: message}, {@code -shop}. */
    static List<String> words(Look look) {
        return look.listing().outcomes().stream().map(Scanning::word).toList();
    }

    private static String word(Outcome outcome) {
        if (outcome instanceof Outcome.Decreed decreed) {
            return "+" + outcome.name() + " " + decreed.decree().execution().command().get(0);
        }
        if (outcome instanceof Outcome.Faulted faulted) {
            return "!" + outcome.name() + " " + faulted.faults().get(0).message();
        }
        return "-" + outcome.name();
    }

    static String command(String word) {
        return "[vassal]\ncommand = " + word + "\n";
    }
}
