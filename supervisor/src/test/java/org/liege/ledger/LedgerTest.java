package org.liege.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LedgerTest {
    private static final String BOOT = "8618e10c-046e-42b8-a76f-65d33dbd7259";
    private static final String REIGN = "0123456789abcdef";

    @TempDir
    private Path place;

    private Path directory;
    private Ledger ledger;

    @BeforeEach
    void open() throws IOException {
        directory = place.resolve("ledger");
        ledger = new Ledger(directory, BOOT, REIGN);
    }

    private Path file(String name) {
        return directory.resolve(name + ".vassal");
    }

    private void assertUnusable(String name, String why) throws IOException {
        Ledger.Reading reading = ledger.read();
        assertThat(reading.entries()).isEmpty();
        assertThat(reading.unreadable()).containsExactly(name);
        assertThat(reading.complaints()).singleElement().asString().contains(name, why);
        assertThat(file(name)).doesNotExist();
        assertThat(ledger.read().complaints()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "stops", "a.vassal", "a.vassal.next", "_x-1.Y"})
    void whatWasWrittenIsReadWhateverTheName(String name) throws IOException {
        ledger.write(Papers.bare("other"));
        ledger.write(Papers.full(name));
        Ledger.Reading reading = ledger.read();
        assertThat(reading.complaints()).isEmpty();
        assertThat(reading.entries()).extracting(Ledger.Entry::memory)
                .containsExactlyInAnyOrder(Papers.bare("other"), Papers.full(name));
        assertThat(reading.entries()).allSatisfy(entry -> {
            assertThat(entry.reign()).isEqualTo(REIGN);
            assertThat(entry.ticks()).isPositive();
        });
    }

    @Test
    void newestOfOneNameCountsAndARemovedOneDoesNot() throws IOException {
        ledger.write(Papers.bare("a"));
        ledger.write(Papers.full("a"));
        ledger.write(Papers.full("b"));
        ledger.remove("b");
        ledger.remove("never");
        assertThat(ledger.read().entries()).extracting(Ledger.Entry::memory).containsExactly(Papers.full("a"));
    }

    @Test
    void directoryAndFilesAreTheOwnersAlone() throws IOException {
        ledger.write(Papers.bare("a"));
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxrwxrwx"));
        new Ledger(directory, BOOT, REIGN);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(directory))).isEqualTo("rwx------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file("a")))).isEqualTo("rw-------");
    }

    @Test
    void fileOfAnotherBootIsRemovedWithoutAComplaint() throws IOException {
        new Ledger(directory, "11111111-046e-42b8-a76f-65d33dbd7259", REIGN).write(Papers.full("a"));
        Ledger.Reading reading = ledger.read();
        assertThat(reading.entries()).isEmpty();
        assertThat(reading.complaints()).isEmpty();
        assertThat(reading.outdated()).isEqualTo(1);
        assertThat(file("a")).doesNotExist();
    }

    @Test
    void fileOfAnotherVersionIsSetAside() throws IOException {
        ledger.write(Papers.full("a"));
        String text = Files.readString(file("a"), StandardCharsets.ISO_8859_1);
        Files.writeString(file("a"), text.replaceFirst("memory 1", "memory 2"), StandardCharsets.ISO_8859_1);
        assertUnusable("a", "another version");
    }

    @Test
    void emptyFileIsSetAside() throws IOException {
        Files.createFile(file("a"));
        assertUnusable("a", "empty");
    }

    @Test
    void fileOfAnotherVassalIsSetAside() throws IOException {
        ledger.write(Papers.full("a"));
        Files.move(file("a"), file("b"));
        assertUnusable("b", "another vassal");
    }

    @Test
    void linkIsSetAsideWithoutBeingFollowed() throws IOException {
        ledger.write(Papers.full("a"));
        Path elsewhere = place.resolve("elsewhere");
        Files.move(file("a"), elsewhere);
        Files.createSymbolicLink(file("a"), elsewhere);
        assertUnusable("a", "not a regular file");
        assertThat(elsewhere).exists();
    }

    @Test
    void hugeFileIsSetAsideUnread() throws IOException {
        try (var channel = java.nio.channels.FileChannel.open(
                file("a"), java.nio.file.StandardOpenOption.CREATE, java.nio.file.StandardOpenOption.WRITE)) {
            channel.write(java.nio.ByteBuffer.allocate(1), Ledger.MOST_BYTES * 100L);
        }
        assertUnusable("a", "larger than");
    }

    @Test
    void nameThatAnEarlierVersionDidNotWriteIsAbsentAndOneOfALaterVersionIsPassedOver() throws IOException {
        byte[] body = "{\"name\":\"a\",\"setback\":{\"failures\":1},\"rollSetback\":{},\"later\":[{\"x\":1}]}".getBytes();
        ByteStrings.write(file("a"), Header.over(body, BOOT, REIGN, 1).line(), body);
        Ledger.Reading reading = ledger.read();
        assertThat(reading.complaints()).isEmpty();
        assertThat(reading.entries().get(0).memory().setback().failures()).isEqualTo(1);
        assertThat(reading.entries().get(0).memory().workers()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "{}", "[]", "null", "17", "{\"name\":1}", "{\"name\":\"a\"", "{\"name\":\"a\"}", "\"a\"",
        "{\"name\":\"a\",\"serves\":3,\"setback\":{},\"rollSetback\":{}}",
        "{\"name\":\"a\",\"starts\":99999999999,\"setback\":{},\"rollSetback\":{}}",
        "{\"name\":\"a\",\"setback\":{},\"rollSetback\":{}} {}",
        "{\"name\":\"a\",\"setback\":{},\"rollSetback\":{},\"workers\":[{\"pid\":7}]}",
    })
    void wholeFileWithNonsenseInItIsSetAside(String text) throws IOException {
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        ByteStrings.write(file("a"), Header.over(body, BOOT, REIGN, 1).line(), body);
        assertUnusable("a", "could not use");
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1,5", "1,5", "7,0", "0,5", "7,-1"})
    void processThatCannotBeIsSetAside(String pidAndTicks) throws IOException {
        ledger.write(Papers.full("a"));
        String[] numbers = pidAndTicks.split(",");
        byte[] body = Files.readString(file("a")).split("\n", 2)[1]
                .replaceFirst("\"pid\":4712,\"startTicks\":99", "\"pid\":" + numbers[0] + ",\"startTicks\":" + numbers[1])
                .getBytes(StandardCharsets.UTF_8);
        ByteStrings.write(file("a"), Header.over(body, BOOT, REIGN, 1).line(), body);
        assertUnusable("a", "a process that can't be");
    }

    @Test
    void fileTornAnywhereIsNeverHalfBelieved() throws IOException {
        ledger.write(Papers.full("a"));
        byte[] whole = Files.readAllBytes(file("a"));
        for (int length = 0; length < whole.length; length += 7) {
            Files.write(file("a"), Arrays.copyOf(whole, length));
            assertThat(ledger.read().unreadable()).as("torn after %d bytes", length).containsExactly("a");
        }
    }

    @Test
    void noRandomDamageIsBelievedOrBreaksTheReader() throws IOException {
        ledger.write(Papers.full("a"));
        byte[] whole = Files.readAllBytes(file("a"));
        for (long seed = 0; seed < 500; seed++) {
            Files.write(file("a"), damaged(whole, new SplittableRandom(seed)));
            Ledger.Reading reading = ledger.read();
            assertThat(reading.entries()).as("seed %d", seed)
                    .allSatisfy(entry -> assertThat(entry.memory()).isEqualTo(Papers.full("a")));
        }
    }

    /** With a checksum that is right again, so that the text's own reader has to stand it. */
    @Test
    void noRandomDamageWithinTheTextBreaksItsReader() throws IOException {
        ledger.write(Papers.full("a"));
        byte[] whole = Files.readAllBytes(file("a"));
        int start = new String(whole, StandardCharsets.ISO_8859_1).indexOf('\n') + 1;
        byte[] text = Arrays.copyOfRange(whole, start, whole.length);
        for (long seed = 0; seed < 1000; seed++) {
            byte[] body = damaged(text, new SplittableRandom(seed));
            ByteStrings.write(file("a"), Header.over(body, BOOT, REIGN, 1).line(), body);
            Ledger.Reading reading = ledger.read();
            assertThat(reading.entries().size() + reading.complaints().size()).as("seed %d", seed).isEqualTo(1);
        }
    }

    private static byte[] damaged(byte[] whole, SplittableRandom random) {
        byte[] bytes = Arrays.copyOf(whole, random.nextInt(4) == 0 ? random.nextInt(whole.length) + 1 : whole.length);
        for (int i = random.nextInt(4); i >= 0; i--) {
            bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
        }
        return bytes;
    }
}
