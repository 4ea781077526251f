package org.liege.decree;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.liege.vassal.Moment;

/** The scanner on a real file system; its clock is virtual and far ahead, so that no file is young. */
@Timeout(60)
class LocalDiskTest {
    @RegisterExtension
    final Sandpit sandpit = new Sandpit();

    private final CountingDisk disk = new CountingDisk();
    private DirectoryScanner scanner;
    private long millis = System.currentTimeMillis() + 3_600_000;

    @BeforeEach
    void scan() {
        scanner = new DirectoryScanner(
                List.of(new SourcePattern(sandpit.vassals())), null, Reading.reader(PaperAccounts.root()), disk);
    }

    /** Full looks over two virtual seconds. */
    private List<String> settle() {
        List<String> words = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            millis += 700;
            words.addAll(Scanning.words(scanner.look(new Moment(millis, millis))));
        }
        return words;
    }

    /** The real disk; counts what is read. */
    private static final class CountingDisk implements Disk {
        private final Disk disk = new LocalDisk(file -> Writers.Writing.QUIET);
        private int reads;

        @Override
        public List<Path> list(Path directory) throws IOException {
            return disk.list(directory);
        }

        @Override
        public FileStamp stamp(Path file, boolean follow) throws IOException {
            return disk.stamp(file, follow);
        }

        @Override
        public byte[] read(Path file, int limit) throws IOException {
            reads++;
            return disk.read(file, limit);
        }

        @Override
        public Writers.Writing writing(Path file) {
            return disk.writing(file);
        }
    }

    @Test
    void dropEditTouchAndRemovalAreOneActionEach() throws IOException {
        sandpit.drop("shop", "one");
        assertThat(settle()).containsExactly("+shop one");
        Files.writeString(sandpit.vassal("shop"), Scanning.command("two"));
        assertThat(settle()).containsExactly("+shop two");
        Files.setLastModifiedTime(sandpit.vassal("shop"), FileTime.from(Instant.parse("2001-02-03T04:05:06.789Z")));
        assertThat(settle()).containsExactly("+shop two");
        Files.delete(sandpit.vassal("shop"));
        assertThat(settle()).containsExactly("-shop");
    }

    @Test
    void aSecondEditRightAfterTheFirstIsSeen() throws IOException {
        sandpit.drop("shop", "one");
        settle();
        for (int i = 0; i < 50; i++) {
            String word = "w" + (100 + i);
            Files.writeString(sandpit.vassal("shop"), Scanning.command(word));
            millis += 10;
            assertThat(Scanning.words(scanner.look(new Moment(millis, System.currentTimeMillis()))))
                    .endsWith("+shop " + word);
        }
    }

    @Test
    void aRenameOverAFileWithAnOlderOneIsSeen() throws IOException {
        Path older = sandpit.place().resolve("older");
        sandpit.put(older, Scanning.command("older"));
        sandpit.drop("shop", "newer");
        settle();
        Files.move(older, sandpit.vassal("shop"), StandardCopyOption.ATOMIC_MOVE);
        assertThat(settle()).containsExactly("+shop older");
    }

    @Test
    void aDeletedAndRecreatedFileIsOneEdit() throws IOException {
        sandpit.drop("shop", "one");
        settle();
        Files.delete(sandpit.vassal("shop"));
        millis += 10;
        assertThat(Scanning.words(scanner.look(new Moment(millis, millis)))).isEmpty();
        sandpit.drop("shop", "two");
        assertThat(settle()).containsExactly("+shop two");
    }

    @Test
    void aHardLinkIsNoEditOfTheFirstAndASecondVassal() throws IOException {
        sandpit.drop("shop", "one");
        settle();
        Files.createLink(sandpit.vassal("twin"), sandpit.vassal("shop"));
        assertThat(settle()).containsExactly("+twin one");
        Files.writeString(sandpit.vassal("twin"), Scanning.command("both"));
        assertThat(settle()).containsExactly("+shop both", "+twin both");
    }

    @Test
    void aLinkIsFollowedThroughSwapEditAndLoss() throws IOException {
        Path first = sandpit.place().resolve("first");
        Path second = sandpit.place().resolve("second");
        sandpit.put(first, Scanning.command("one"));
        sandpit.put(second, Scanning.command("two"));
        Files.createSymbolicLink(sandpit.vassal("shop"), first);
        assertThat(settle()).containsExactly("+shop one");
        Path fresh = Files.createSymbolicLink(sandpit.place().resolve("fresh"), second);
        Files.move(fresh, sandpit.vassal("shop"), StandardCopyOption.ATOMIC_MOVE);
        assertThat(settle()).containsExactly("+shop two");
        Files.writeString(second, Scanning.command("three"));
        assertThat(settle()).containsExactly("+shop three");
        Files.delete(second);
        assertThat(settle()).containsExactly("!shop the link leads nowhere: its target does not exist (ENOENT)");
    }

    @Test
    void aVassalsDirectoryThatIsALinkMayBeSwapped() throws IOException {
        Path first = Files.createDirectory(sandpit.place().resolve("r1"));
        Path second = Files.createDirectory(sandpit.place().resolve("r2"));
        sandpit.put(first.resolve("same.ini"), Scanning.command("same"));
        sandpit.put(first.resolve("shop.ini"), Scanning.command("one"));
        Files.createLink(second.resolve("same.ini"), first.resolve("same.ini"));
        sandpit.put(second.resolve("shop.ini"), Scanning.command("two"));
        Path current = Files.createSymbolicLink(sandpit.place().resolve("current"), first);
        scanner = new DirectoryScanner(
                List.of(new SourcePattern(current)), null, Reading.reader(PaperAccounts.root()), disk);
        assertThat(settle()).containsExactly("+same same", "+shop one");
        Path fresh = Files.createSymbolicLink(sandpit.place().resolve("fresh"), second);
        Files.move(fresh, current, StandardCopyOption.ATOMIC_MOVE);
        assertThat(settle()).containsExactly("+shop two");
    }

    @Test
    void aDirectoryThatIsMovedAwayAndBackChangesNothing() throws IOException {
        sandpit.drop("shop", "one");
        settle();
        Path aside = sandpit.place().resolve("aside");
        Files.move(sandpit.vassals(), aside);
        assertThat(settle()).isEmpty();
        Files.move(aside, sandpit.vassals());
        assertThat(settle()).isEmpty();
    }

    @Test
    void aFileThatIsLookedAtAgainWhileItsDirectoryIsSomethingElseIsNoFault() throws IOException {
        sandpit.drop("shop", "a");
        assertThat(settle()).containsExactly("+shop a");
        Path aside = sandpit.place().resolve("aside");
        Files.move(sandpit.vassals(), aside);
        Files.writeString(sandpit.vassals(), "no directory");
        assertThat(scanner.expect(sandpit.vassal("shop"))).isTrue();
        assertThat(Scanning.words(scanner.lookAgain(new Moment(millis, millis)))).isEmpty();
        assertThat(settle()).isEmpty();
        Files.delete(sandpit.vassals());
        Files.move(aside, sandpit.vassals());
        assertThat(settle()).isEmpty();
    }

    @Test
    void aFifoNeitherBlocksNorRuns() throws IOException, InterruptedException {
        Path fifo = sandpit.vassal("fifo");
        assertThat(new ProcessBuilder("mkfifo", fifo.toString()).start().waitFor()).isZero();
        Files.createDirectory(sandpit.vassal("folder"));
        sandpit.drop("shop", "one");
        assertThat(settle()).containsExactly("+shop one");
        Look look = scanner.look(new Moment(millis, millis));
        assertThat(look.listing().refused()).hasSize(2);
    }

    @Test
    void tenThousandFilesAreReadOnce() throws IOException {
        for (int i = 0; i < 10_000; i++) {
            Files.writeString(sandpit.vassal("v" + i), Scanning.COMMAND);
        }
        assertThat(settle()).hasSize(10_000);
        disk.reads = 0;
        Files.writeString(sandpit.vassal("v77"), Scanning.command("new"));
        assertThat(settle()).containsExactly("+v77 new");
        assertThat(disk.reads).isEqualTo(1);
    }

    @Test
    void failuresHaveTheirErrnosName() {
        LocalDisk local = new LocalDisk(file -> Writers.Writing.QUIET);
        Path nowhere = sandpit.place().resolve("nowhere");
        assertThatThrownBy(() -> local.list(nowhere)).isInstanceOfSatisfying(IOException.class,
                failure -> assertThat(Cause.of(failure)).isEqualTo("no such file or directory (ENOENT)"));
        sandpit.drop("file", "x");
        assertThatThrownBy(() -> local.list(sandpit.vassal("file"))).isInstanceOfSatisfying(IOException.class,
                failure -> assertThat(Cause.of(failure)).isEqualTo("not a directory (ENOTDIR)"));
        Path loop = sandpit.vassal("loop");
        assertThatThrownBy(() -> local.stamp(Files.createSymbolicLink(loop, loop), true)).isInstanceOfSatisfying(
                IOException.class, failure -> assertThat(Cause.of(failure)).endsWith("(ELOOP)"));
    }
}
