package org.liege.blackbox;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.UnaryOperator;
import java.util.zip.CRC32;

/** One vassal's file in a master's ledger, to be looked at and falsified while no master lives. */
final class LedgerFile {
    private final Path path;

    private LedgerFile(Path path) {
        this.path = path;
    }

    static LedgerFile of(Realm realm, String vassal) {
        return new LedgerFile(realm.run().resolve("ledger").resolve(vassal + ".vassal"));
    }

    Path path() {
        return path;
    }

    private String text() {
        try {
            return Files.readString(path, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What the master wrote, as JSON. */
    Json json() {
        return Json.parse(text().split("\n", 2)[1]);
    }

    String header() {
        return text().split("\n", 2)[0];
    }

    /** Writes it with another body and a checksum that is right for it. */
    void rewrite(UnaryOperator<String> change) {
        rewrite(header -> header, change);
    }

    /** Writes it with another header and body, and a checksum that is right for both. */
    void rewrite(UnaryOperator<String> ofHeader, UnaryOperator<String> change) {
        byte[] body = change.apply(text().split("\n", 2)[1]).getBytes(StandardCharsets.UTF_8);
        String start = ofHeader.apply(header()).replaceFirst("bytes=[0-9]+ crc=.*", "bytes=" + body.length + " crc=");
        CRC32 crc = new CRC32();
        crc.update(start.getBytes(StandardCharsets.UTF_8));
        crc.update(body);
        byte[] line = String.format("%s%08x%n", start, crc.getValue()).getBytes(StandardCharsets.UTF_8);
        try (var out = Files.newOutputStream(path)) {
            out.write(line);
            out.write(body);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Puts these bytes in its place, as they are. */
    void replaceBy(String bytes) {
        try {
            Files.writeString(path, bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
