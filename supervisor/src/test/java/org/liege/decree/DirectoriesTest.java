package org.liege.decree;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class DirectoriesTest {
    private Scanning scan = new Scanning();
    private PaperDisk disk = scan.disk;

    private void sources(String... sources) {
        scan = new Scanning(null, sources);
        disk = scan.disk;
    }

    @Test
    void aNameBelongsToTheFirstDirectoryThatHasIt() {
        sources("/a", "/b");
        disk.directory("/a");
        disk.directory("/b");
        disk.file("/b/shop.ini", Scanning.command("b"));
        disk.file("/b/only.ini", Scanning.command("only"));
        assertThat(scan.settle()).containsExactly("+only only", "+shop b");
        disk.file("/a/shop.ini", Scanning.command("a"));
        assertThat(scan.settle()).containsExactly("+shop a");
        assertThat(scan.refused()).containsExactly("/b/shop.ini:0: the name 'shop' is already taken by /a/shop.ini");
        disk.remove("/a/shop.ini");
        assertThat(scan.settle()).containsExactly("+shop b");
        assertThat(scan.refused()).isEmpty();
    }

    @Test
    void aShortAbsenceDoesNotHandTheNameOn() {
        sources("/a", "/b");
        disk.directory("/a");
        disk.directory("/b");
        disk.file("/a/shop.ini", Scanning.command("a"));
        disk.file("/b/shop.ini", Scanning.command("b"));
        scan.settle();
        disk.remove("/a/shop.ini");
        assertThat(scan.settle(100)).isEmpty();
        disk.file("/a/shop.ini", Scanning.command("new"));
        assertThat(scan.settle()).containsExactly("+shop new");
    }

    @Test
    void aDirectoryThatVanishesIsNoOrderToStop() {
        disk.file("/vassals/shop.ini", Scanning.command("a"));
        disk.file("/vassals/other.ini", Scanning.command("b"));
        scan.settle();
        disk.move("/vassals", "/aside");
        assertThat(scan.settle(60_000)).isEmpty();
        assertThat(scan.complaints()).containsExactly("/vassals:0: could not list the vassals directory: "
                + "no such file or directory (ENOENT); its vassals go on as they are");
        disk.move("/aside", "/vassals");
        disk.edit("/vassals/other.ini", Scanning.command("new"));
        assertThat(scan.settle()).containsExactly("+other new");
        assertThat(scan.complaints()).isEmpty();
    }

    @Test
    void aVanishedDirectoryIsBelievedOnceConfirmed() {
        disk.file("/vassals/shop.ini", Scanning.command("a"));
        scan.settle();
        disk.move("/vassals", "/aside");
        scan.settle();
        scan.scanner.confirm();
        assertThat(scan.look()).containsExactly("-shop");
        disk.move("/aside", "/vassals");
        assertThat(scan.settle()).containsExactly("+shop a");
    }

    @Test
    void aHintThatAllIsGoneIsNoOrderToStopEither() {
        disk.file("/vassals/shop.ini", Scanning.command("a"));
        scan.settle();
        disk.move("/vassals", "/aside");
        scan.scanner.expect(Path.of("/vassals/shop.ini"));
        assertThat(scan.lookAgain()).isEmpty();
        assertThat(scan.settle(60_000)).isEmpty();
        disk.move("/aside", "/vassals");
        assertThat(scan.settle()).isEmpty();
    }

    @Test
    void aDirectoryThatCanNotBeReadKeepsItsVassals() {
        disk.file("/vassals/shop.ini", Scanning.command("a"));
        scan.settle();
        disk.unlistable.add(Path.of("/vassals"));
        assertThat(scan.settle(10_000)).isEmpty();
        assertThat(scan.complaints()).singleElement().asString().contains("permission denied (EACCES)");
        disk.unlistable.clear();
        assertThat(scan.settle()).isEmpty();
    }

    @Test
    void aDirectoryThatIsMissingAtFirstIsComplainedAboutAndTakenUpLater() {
        sources("/later");
        assertThat(scan.settle()).isEmpty();
        assertThat(scan.complaints()).hasSize(1);
        disk.directory("/later");
        disk.file("/later/shop.ini", Scanning.command("a"));
        assertThat(scan.settle()).containsExactly("+shop a");
        assertThat(scan.complaints()).isEmpty();
    }

    @Test
    void anEmptiedDirectoryOfFewVassalsIsBelieved() {
        for (int i = 0; i < 9; i++) {
            disk.file("/vassals/v" + i + ".ini", Scanning.COMMAND);
        }
        scan.settle();
        for (int i = 0; i < 9; i++) {
            disk.remove("/vassals/v" + i + ".ini");
        }
        assertThat(scan.settle()).hasSize(9).allMatch(word -> word.startsWith("-"));
    }

    @Test
    void anotherDirectoryWithoutAnyVassalFileInThePlaceOfTheOldIsNoOrderToStop() {
        disk.file("/vassals/shop.ini", Scanning.command("a"));
        disk.file("/vassals/other.ini", Scanning.command("b"));
        scan.settle();
        disk.move("/vassals", "/aside");
        disk.directory("/vassals");
        disk.file("/vassals/lost+found", "");
        assertThat(scan.settle(60_000)).isEmpty();
        assertThat(scan.complaints()).containsExactly("/vassals:0: is another directory now, without any vassal file, "
                + "and had 2 vassals; they go on as they are until 'liege confirm', or until the files are back");
        disk.remove("/vassals");
        disk.move("/aside", "/vassals");
        assertThat(scan.settle()).isEmpty();
        assertThat(scan.complaints()).isEmpty();
        disk.remove("/vassals/shop.ini");
        assertThat(scan.settle()).containsExactly("-shop");
    }

    @Test
    void anotherDirectoryWithoutAnyVassalFileIsBelievedOnceConfirmed() {
        disk.file("/vassals/shop.ini", Scanning.command("a"));
        scan.settle();
        disk.move("/vassals", "/aside");
        disk.directory("/vassals");
        assertThat(scan.settle()).isEmpty();
        scan.scanner.confirm();
        assertThat(scan.settle()).containsExactly("-shop");
        assertThat(scan.complaints()).isEmpty();
    }

    @Test
    void aNewMasterDoubtsADirectoryThatHoldsNothingOfWhatTheOneBeforeHadThere() {
        scan.scanner.inherit(java.util.Map.of("shop", Path.of("/vassals/shop.ini"), "blog", Path.of("/vassals/blog.ini")));
        assertThat(scan.settle(60_000)).isEmpty();
        assertThat(scan.complaints()).containsExactly("/vassals:0: holds no vassal file any more, and the master before "
                + "this one had 2 vassals there; they go on as they are until 'liege confirm', or until the files are "
                + "back");
        disk.file("/vassals/shop.ini", Scanning.command("a"));
        assertThat(scan.settle(LossGuard.RETURN_MILLIS + 1000)).containsExactly("+shop a", "-blog");
        assertThat(scan.complaints()).isEmpty();
    }

    @Test
    void aNewMasterBelievesTheLossOfSomeVassalsAndOfAllOnceConfirmed() {
        scan.scanner.inherit(java.util.Map.of("shop", Path.of("/vassals/shop.ini"), "blog", Path.of("/vassals/blog.ini")));
        disk.file("/vassals/shop.ini", Scanning.command("a"));
        assertThat(scan.settle()).containsExactly("-blog", "+shop a");
        scan.scanner = scan.scanner(PaperAccounts.root(), null, "/vassals");
        scan.scanner.inherit(java.util.Map.of("shop", Path.of("/vassals/shop.ini")));
        disk.remove("/vassals/shop.ini");
        assertThat(scan.settle()).isEmpty();
        scan.scanner.confirm();
        assertThat(scan.settle()).containsExactly("-shop");
        assertThat(scan.complaints()).isEmpty();
    }

    @Test
    void anotherDirectoryWithOtherVassalsIsBelieved() {
        disk.file("/vassals/shop.ini", Scanning.command("a"));
        scan.settle();
        disk.move("/vassals", "/aside");
        disk.directory("/vassals");
        disk.file("/vassals/blog.ini", Scanning.command("b"));
        assertThat(scan.settle()).containsExactlyInAnyOrder("+blog b", "-shop");
    }

    @Test
    void vassalsThatAllMoveToAnotherDirectoryAreNotLost() {
        sources("/a", "/b");
        disk.directory("/a");
        disk.directory("/b");
        for (int i = 10; i < 30; i++) {
            disk.file("/a/v" + i + ".ini", Scanning.command("x"));
        }
        assertThat(scan.settle()).hasSize(20);
        for (int i = 10; i < 30; i++) {
            disk.move("/a/v" + i + ".ini", "/b/v" + i + ".ini");
        }
        assertThat(scan.settle()).hasSize(20).allMatch(word -> word.startsWith("+"));
        assertThat(scan.complaints()).isEmpty();
    }

    @Test
    void aSlowRemovalOfMostVassalsIsDoubtedAsAFastOneIs() {
        twelve();
        for (int i = 0; i < 12; i++) {
            disk.remove("/vassals/v" + i + ".ini");
            assertThat(scan.settle(200)).isEmpty();
        }
        assertThat(scan.settle(60_000)).isEmpty();
        assertThat(scan.complaints()).containsExactly("/vassals:0: lost 12 of 12 vassals at one look; they go on as "
                + "they are until 'liege confirm', or until the files are back");
    }

    @Test
    void renamingAllVassalsIsAnOrder() {
        twelve();
        for (int i = 0; i < 12; i++) {
            disk.move("/vassals/v" + i + ".ini", "/vassals/w" + i + ".ini");
        }
        assertThat(scan.settle()).hasSize(24);
        assertThat(scan.complaints()).isEmpty();
    }

    private void twelve() {
        for (int i = 0; i < 12; i++) {
            disk.file("/vassals/v" + i + ".ini", Scanning.COMMAND);
        }
        assertThat(scan.settle()).hasSize(12);
    }

    @Test
    void aRemovalIsBelievedInTheEndThoughOthersComeAndGo() {
        twelve();
        disk.remove("/vassals/v0.ini");
        java.util.List<String> told = new java.util.ArrayList<>();
        for (long passed = 0; passed <= LossGuard.REST_MAX_MILLIS; passed += 200) {
            disk.remove("/vassals/v1.ini");
            told.addAll(scan.settle(100));
            disk.file("/vassals/v1.ini", Scanning.COMMAND);
            told.addAll(scan.settle(100));
        }
        assertThat(told).contains("-v0").doesNotContain("-v1");
    }

    @Test
    void filesThatComeBackOneByOneAreAllWaitedFor() {
        twelve();
        for (int i = 0; i < 12; i++) {
            disk.move("/vassals/v" + i + ".ini", "/aside" + i);
        }
        assertThat(scan.settle(60_000)).isEmpty();
        for (int i = 0; i < 12; i++) {
            disk.move("/aside" + i, "/vassals/v" + i + ".ini");
            assertThat(scan.settle(2000)).isEmpty();
        }
        assertThat(scan.complaints()).isEmpty();
        disk.remove("/vassals/v0.ini");
        assertThat(scan.settle()).containsExactly("-v0");
    }

    @Test
    void whatDoesNotComeBackWithTheRestIsBelievedGone() {
        twelve();
        disk.move("/vassals", "/aside");
        disk.directory("/vassals");
        scan.settle();
        disk.remove("/vassals");
        disk.move("/aside", "/vassals");
        disk.remove("/vassals/v0.ini");
        assertThat(scan.settle(LossGuard.RETURN_MILLIS - 1)).isEmpty();
        assertThat(scan.settle()).containsExactly("-v0");
    }

    @Test
    void theLossOfMostVassalsAtOneLookIsDoubted() {
        for (int i = 0; i < 12; i++) {
            disk.file("/vassals/v" + i + ".ini", Scanning.COMMAND);
        }
        scan.settle();
        disk.move("/vassals", "/aside");
        disk.directory("/vassals");
        assertThat(scan.settle(60_000)).isEmpty();
        assertThat(scan.complaints()).containsExactly("/vassals:0: is another directory now, without any vassal "
                + "file, and had 12 vassals; they go on as they are until 'liege confirm', or until the files are back");
        disk.remove("/vassals");
        disk.move("/aside", "/vassals");
        disk.remove("/vassals/v0.ini");
        assertThat(scan.settle(LossGuard.RETURN_MILLIS)).containsExactly("-v0");
        assertThat(scan.complaints()).isEmpty();
    }

    @Test
    void theLossOfMostVassalsIsBelievedOnceConfirmed() {
        for (int i = 0; i < 12; i++) {
            disk.file("/vassals/v" + i + ".ini", Scanning.COMMAND);
        }
        scan.settle();
        for (int i = 0; i < 11; i++) {
            disk.remove("/vassals/v" + i + ".ini");
        }
        assertThat(scan.settle()).isEmpty();
        scan.scanner.confirm();
        assertThat(scan.settle()).hasSize(11);
        assertThat(scan.complaints()).isEmpty();
    }

    @Test
    void aSwappedLinkToADirectoryTellsOnlyWhatDiffers() {
        disk.directory("/r1");
        disk.file("/r1/same.ini", Scanning.command("same"));
        disk.file("/r1/shop.ini", Scanning.command("one"));
        disk.directory("/r2");
        disk.nodes.put(Path.of("/r2/same.ini"), disk.nodes.get(Path.of("/r1/same.ini")));
        disk.file("/r2/shop.ini", Scanning.command("two"));
        LinkedDirectory linked = new LinkedDirectory(disk, "/r1");
        DirectoryScanner scanner = new DirectoryScanner(
                java.util.List.of(new SourcePattern(Path.of("/current"))), null, Reading.reader(PaperAccounts.root()),
                        linked);
        assertThat(Scanning.words(scanner.look(disk.pass(1000).now()))).containsExactly("+same same", "+shop one");
        linked.target = "/r2";
        assertThat(Scanning.words(scanner.look(disk.pass(1000).now()))).containsExactly("+shop two");
    }

    /** The paper disk seen through a link {@code /current}. */
    private static final class LinkedDirectory implements Disk {
        private final Disk disk;
        private String target;

        LinkedDirectory(Disk disk, String target) {
            this.disk = disk;
            this.target = target;
        }

        private Path real(Path path) {
            return path.startsWith("/current") ? Path.of(target).resolve(Path.of("/current").relativize(path))
                    .normalize() : path;
        }

        @Override
        public java.util.List<Path> list(Path directory) throws java.io.IOException {
            return new java.util.ArrayList<>(
                    disk.list(real(directory)).stream().map(path -> directory.resolve(path.getFileName())).toList());
        }

        @Override
        public FileStamp stamp(Path file, boolean follow) throws java.io.IOException {
            return disk.stamp(real(file), follow);
        }

        @Override
        public byte[] read(Path file, int limit) throws java.io.IOException {
            return disk.read(real(file), limit);
        }

        @Override
        public Writers.Writing writing(Path file) {
            return disk.writing(real(file));
        }
    }

    @Test
    void aGlobOfDirectoriesFollowsTheirComing() {
        sources("/home/*/vassals");
        disk.directory("/home");
        disk.directory("/home/bob");
        disk.directory("/home/bob/vassals");
        disk.file("/home/bob/vassals/shop.ini", Scanning.command("bob"));
        disk.directory("/home/eve");
        disk.directory("/home/.cache");
        disk.directory("/home/.cache/vassals");
        disk.file("/home/.cache/vassals/hidden.ini", Scanning.command("x"));
        assertThat(scan.settle()).containsExactly("+shop bob");
        disk.directory("/home/eve/vassals");
        disk.file("/home/eve/vassals/site.ini", Scanning.command("eve"));
        assertThat(scan.settle()).containsExactly("+site eve");
    }

    @Test
    void aGlobbedDirectoryThatVanishesIsNoOrderToStop() {
        sources("/home/*/vassals");
        disk.directory("/home");
        disk.directory("/home/bob");
        disk.directory("/home/bob/vassals");
        disk.file("/home/bob/vassals/shop.ini", Scanning.command("bob"));
        scan.settle();
        disk.move("/home/bob", "/aside");
        assertThat(scan.settle(10_000)).isEmpty();
        assertThat(scan.complaints()).containsExactly("/home/bob/vassals:0: could not list the vassals directory: it "
                + "is gone; "
                + "its vassals go on as they are");
        disk.move("/home", "/elsewhere");
        assertThat(scan.settle(10_000)).isEmpty();
        assertThat(scan.complaints()).containsExactly("/home/*/vassals:0: could not list /home: no such file or "
                + "directory "
                + "(ENOENT); its vassals go on as they are");
        scan.scanner.confirm();
        assertThat(scan.settle()).containsExactly("-shop");
    }

    @Test
    void aGlobOfFilesNamesVassalsByTheirFiles() {
        sources("/srv/*/conf/*.ini");
        disk.directory("/srv");
        disk.directory("/srv/a");
        disk.directory("/srv/a/conf");
        disk.file("/srv/a/conf/shop.ini", Scanning.command("a"));
        disk.file("/srv/a/conf/readme.txt", "");
        disk.directory("/srv/b");
        disk.directory("/srv/b/conf");
        disk.file("/srv/b/conf/shop.ini", Scanning.command("b"));
        assertThat(scan.settle()).containsExactly("+shop a");
        assertThat(scan.refused()).containsExactly("/srv/b/conf/shop.ini:0: the name 'shop' is already taken by "
                + "/srv/a/conf/shop.ini");
        disk.remove("/srv/a/conf/shop.ini");
        assertThat(scan.settle()).containsExactly("+shop b");
    }

    @Test
    void aSingleFileMayBeASource() {
        sources("/srv/shop.ini");
        disk.directory("/srv");
        disk.file("/srv/shop.ini", Scanning.command("a"));
        disk.file("/srv/other.ini", Scanning.command("b"));
        assertThat(scan.settle()).containsExactly("+shop a");
        disk.remove("/srv/shop.ini");
        assertThat(scan.settle()).containsExactly("-shop");
        disk.file("/srv/shop.ini", Scanning.command("a"));
        scan.settle();
        disk.move("/srv", "/aside");
        assertThat(scan.settle()).isEmpty();
        assertThat(scan.complaints()).hasSize(1);
    }

    @Test
    void aDirectoryNamedTwiceIsListedOnce() {
        sources("/vassals", "/vassals", "/vassal*");
        disk.file("/vassals/shop.ini", Scanning.command("a"));
        assertThat(scan.settle()).containsExactly("+shop a");
        assertThat(scan.refused()).isEmpty();
    }
}
