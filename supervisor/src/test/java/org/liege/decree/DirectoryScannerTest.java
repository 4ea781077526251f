package org.liege.decree;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DirectoryScannerTest {
    private final Scanning scan = new Scanning();
    private final PaperDisk disk = scan.disk;

    /** A vassal {@code shop} that runs {@code old} and has come to rest. */
    private void running() {
        disk.file("/vassals/shop.ini", Scanning.command("old"));
        assertThat(scan.settle()).containsExactly("+shop old");
    }

    @Test
    void aNewFileIsToldOnce() {
        disk.file("/vassals/shop.ini", Scanning.command("a"));
        assertThat(scan.look()).containsExactly("+shop a");
        assertThat(scan.settle()).isEmpty();
        assertThat(scan.settle()).isEmpty();
    }

    @Test
    void anEditInPlaceIsToldOnce() {
        running();
        disk.edit("/vassals/shop.ini", Scanning.command("new"));
        assertThat(scan.settle()).containsExactly("+shop new");
        assertThat(scan.settle()).isEmpty();
    }

    @Test
    void aTouchIsToldOnce() {
        running();
        disk.touch("/vassals/shop.ini");
        assertThat(scan.settle()).containsExactly("+shop old");
    }

    @Test
    void twoEditsBetweenTwoLooksAreOne() {
        running();
        disk.edit("/vassals/shop.ini", Scanning.command("first"));
        disk.edit("/vassals/shop.ini", Scanning.command("second"));
        assertThat(scan.settle()).containsExactly("+shop second");
    }

    @Test
    void twoEditsWithinOneTickOfTheFileClockAreBothSeen() {
        running();
        disk.edit("/vassals/shop.ini", Scanning.command("one"));
        PaperDisk.Node node = disk.nodes.get(Path.of("/vassals/shop.ini"));
        assertThat(scan.look()).containsExactly("+shop one");
        // The same length at the same time: no stamp tells of it.
        node.content = Scanning.command("two").getBytes(java.nio.charset.StandardCharsets.UTF_8);
        assertThat(scan.settle()).containsExactly("+shop two");
    }

    @Test
    void aFileWithAnOlderTimeIsAnEdit() {
        running();
        disk.edit("/vassals/shop.ini", Scanning.command("rollback"));
        disk.nodes.get(Path.of("/vassals/shop.ini")).modifiedNanos = 1;
        assertThat(scan.settle()).containsExactly("+shop rollback");
    }

    @Test
    void aHardLinkOrAChmodIsNoEdit() {
        running();
        disk.changeInodeOnly("/vassals/shop.ini");
        assertThat(scan.settle()).isEmpty();
    }

    @Test
    void aRenameOverTheFileIsToldOnce() {
        running();
        disk.file("/vassals/shop.ini", Scanning.command("new"));
        assertThat(scan.settle()).containsExactly("+shop new");
    }

    @Test
    void aCopyWithTheSameContentAndTimeIsNoEdit() {
        running();
        long time = disk.nodes.get(Path.of("/vassals/shop.ini")).modifiedNanos;
        disk.file("/vassals/shop.ini", Scanning.command("old"));
        disk.nodes.get(Path.of("/vassals/shop.ini")).modifiedNanos = time;
        assertThat(scan.settle()).isEmpty();
    }

    @Test
    void aRemovedFileIsWithdrawnOnceAndNotAtOnce() {
        running();
        disk.remove("/vassals/shop.ini");
        assertThat(scan.look()).isEmpty();
        disk.pass(DirectoryScanner.GRACE_MILLIS - 1);
        assertThat(scan.look()).isEmpty();
        disk.pass(1);
        assertThat(scan.look()).containsExactly("-shop");
        assertThat(scan.settle()).isEmpty();
    }

    @Test
    void aFileThatIsDeletedAndWrittenAnewIsOneEdit() {
        running();
        disk.remove("/vassals/shop.ini");
        assertThat(scan.settle(100)).isEmpty();
        disk.file("/vassals/shop.ini", Scanning.command("new"));
        assertThat(scan.settle()).containsExactly("+shop new");
    }

    @Test
    void aFileThatComesBackAfterItsWithdrawalIsNew() {
        running();
        disk.remove("/vassals/shop.ini");
        assertThat(scan.settle()).containsExactly("-shop");
        disk.file("/vassals/shop.ini", Scanning.command("old"));
        assertThat(scan.settle()).containsExactly("+shop old");
    }

    @Test
    void aRenamedFileIsAnotherVassal() {
        running();
        disk.move("/vassals/shop.ini", "/vassals/store.ini");
        assertThat(scan.settle()).containsExactlyInAnyOrder("+store old", "-shop");
    }

    @Test
    void filesThatSwapNamesAreTwoEdits() {
        running();
        disk.file("/vassals/other.ini", Scanning.command("else"));
        scan.settle();
        disk.move("/vassals/shop.ini", "/tmp");
        disk.move("/vassals/other.ini", "/vassals/shop.ini");
        disk.move("/tmp", "/vassals/other.ini");
        assertThat(scan.settle()).containsExactly("+other old", "+shop else");
    }

    @Test
    void aLinkIsFollowedThroughSwapAndEdit() {
        disk.file("/releases/1", Scanning.command("one"));
        disk.file("/releases/2", Scanning.command("two"));
        disk.link("/vassals/shop.ini", "/releases/1");
        assertThat(scan.settle()).containsExactly("+shop one");
        disk.link("/vassals/shop.ini", "/releases/2");
        assertThat(scan.settle()).containsExactly("+shop two");
        disk.edit("/releases/2", Scanning.command("three"));
        assertThat(scan.settle()).containsExactly("+shop three");
        disk.edit("/releases/1", Scanning.command("four"));
        assertThat(scan.settle()).isEmpty();
    }

    @Test
    void aLinkThatIsSetAnewToTheSameFileIsATouch() {
        disk.file("/releases/1", Scanning.command("one"));
        disk.link("/vassals/shop.ini", "/releases/1");
        scan.settle();
        disk.link("/vassals/shop.ini", "/releases/1");
        assertThat(scan.settle()).containsExactly("+shop one");
    }

    @Test
    void aDanglingLinkIsAFaultUntilItsTargetIsThere() {
        disk.link("/vassals/shop.ini", "/releases/1");
        assertThat(scan.settle())
                .containsExactly("!shop the link leads nowhere: its target does not exist (ENOENT)");
        disk.file("/releases/1", Scanning.command("one"));
        assertThat(scan.settle()).containsExactly("+shop one");
        disk.remove("/releases/1");
        assertThat(scan.settle()).hasSize(1).allMatch(word -> word.startsWith("!shop "));
    }

    @Test
    void aLoopOfLinksIsAFault() {
        disk.link("/vassals/a.ini", "/vassals/b.ini");
        disk.link("/vassals/b.ini", "/vassals/a.ini");
        String message = " could not look at the file: too many levels of symbolic links (ELOOP)";
        assertThat(scan.settle()).containsExactly("!a" + message, "!b" + message);
    }

    @Test
    void aBadEditIsToldOnceAndMendingItToo() {
        running();
        disk.edit("/vassals/shop.ini", "[vassal]\ncomand = x\n");
        assertThat(scan.settle()).containsExactly("!shop unknown key 'comand'; did you mean 'command'?");
        disk.touch("/vassals/shop.ini");
        assertThat(scan.settle(60_000)).isEmpty();
        disk.edit("/vassals/shop.ini", Scanning.command("new"));
        assertThat(scan.settle()).containsExactly("+shop new");
    }

    @Test
    void undoingABadEditTellsTheOldDecreeAgainWithItsDigest() {
        running();
        String digest = digest();
        PaperDisk.Node good = disk.nodes.get(Path.of("/vassals/shop.ini"));
        disk.file("/vassals/shop.ini", "[vassal]\n");
        assertThat(scan.settle()).hasSize(1);
        disk.nodes.put(Path.of("/vassals/shop.ini"), good);
        assertThat(scan.look()).containsExactly("+shop old");
        assertThat(digest()).isEqualTo(digest);
    }

    private String digest() {
        List<Outcome> told = scan.last.listing().outcomes();
        return told.isEmpty() ? freshDigest() : ((Outcome.Decreed) told.get(0)).decree().digest();
    }

    private String freshDigest() {
        Look look = scan.scanner(PaperAccounts.root(), null, "/vassals").look(disk.now());
        return ((Outcome.Decreed) look.listing().outcomes().get(0)).decree().digest();
    }

    @Test
    void aFaultyFileThatIsRemovedIsWithdrawn() {
        disk.file("/vassals/shop.ini", "[vassal]\n");
        scan.settle();
        disk.remove("/vassals/shop.ini");
        assertThat(scan.settle()).containsExactly("-shop");
    }

    @Test
    void aFileThatIsTooLargeOrUnreadableIsAFault() {
        disk.file("/vassals/big.ini", "x".repeat(Limits.FILE_BYTES + 1));
        disk.file("/vassals/secret.ini", Scanning.COMMAND);
        disk.unreadable.add(Path.of("/vassals/secret.ini"));
        assertThat(scan.settle()).containsExactly("!big the file is larger than 262144 bytes",
                "!secret could not read the file: permission denied (EACCES)");
        assertThat(scan.settle()).isEmpty();
        disk.unreadable.clear();
        disk.changeInodeOnly("/vassals/secret.ini");
        assertThat(scan.settle()).containsExactly("+secret run");
    }

    @ParameterizedTest
    @ValueSource(strings = {"bad name.ini", "-dash.ini", "ümlaut.ini", ".ini", "a!.ini", "..ini"})
    void aFileWhoseNameMakesNoVassalIsRefused(String name) {
        disk.file("/vassals/" + name, Scanning.COMMAND);
        assertThat(scan.settle()).isEmpty();
        assertThat(scan.refused()).singleElement().asString().startsWith("/vassals/" + name + ":0: ");
    }

    @Test
    void namesMayHave100Characters() {
        disk.file("/vassals/" + "x".repeat(100) + ".ini", Scanning.COMMAND);
        disk.file("/vassals/" + "y".repeat(101) + ".ini", Scanning.COMMAND);
        assertThat(scan.settle()).singleElement().asString().startsWith("!xxx").contains("makes a path of 121 bytes");
        assertThat(scan.refused()).singleElement().asString().contains("yyy");
    }

    @Test
    void aFileThatDoesNotMeanToBeAVassalIsRefusedAndAnEditorsLeftoverIsNot() {
        for (String name : List.of("readme.txt", ".hidden.ini", "folder")) {
            disk.file("/vassals/" + name, "");
        }
        for (String name : List.of("shop.ini~", "#shop.ini#", ".#shop.ini", ".shop.ini.swp", "4913")) {
            disk.file("/vassals/" + name, "");
        }
        assertThat(scan.settle()).isEmpty();
        assertThat(scan.refused()).allMatch(text -> text.endsWith(VassalName.STRANGE)).hasSize(3);
    }

    @Test
    void whatIsNoFileIsRefusedAndNeverRead() {
        disk.directory("/vassals/folder.ini");
        disk.put("/vassals/fifo.ini", FileStamp.Kind.OTHER, "");
        disk.link("/vassals/link.ini", "/vassals/folder.ini");
        assertThat(scan.settle()).isEmpty();
        assertThat(scan.refused()).containsExactly(
                "/vassals/fifo.ini:0: a FIFO, socket or device is not a vassal file",
                "/vassals/folder.ini:0: a directory is not a vassal file",
                "/vassals/link.ini:0: a directory is not a vassal file");
        assertThat(disk.reads).isZero();
    }

    @Test
    void aFileThatBecomesADirectoryIsWithdrawnAndRefused() {
        running();
        disk.directory("/vassals/shop.ini");
        assertThat(scan.settle()).containsExactly("-shop");
        assertThat(scan.refused()).hasSize(1);
        disk.file("/vassals/shop.ini", Scanning.command("new"));
        assertThat(scan.settle()).containsExactly("+shop new");
        assertThat(scan.refused()).isEmpty();
    }

    @Test
    void theSecondVassalOfASocketIsFaultyUntilTheFirstGivesItUp() {
        disk.file("/vassals/a.ini", Scanning.command("a") + "socket = /srv/x\n");
        disk.file("/vassals/b.ini", Scanning.command("b") + "socket = /srv/x\n");
        assertThat(scan.settle())
                .containsExactly("+a a", "!b the socket '/srv/x' is already that of vassal 'a'");
        disk.edit("/vassals/a.ini", Scanning.command("a"));
        assertThat(scan.settle()).containsExactly("+a a");
        disk.pass(Herald.RETRY_MILLIS);
        assertThat(scan.settle()).containsExactly("+b b");
    }

    @Test
    void unchangedFilesAreNeverReadAgain() {
        for (int i = 0; i < 500; i++) {
            disk.file("/vassals/v" + i + ".ini", Scanning.COMMAND);
        }
        assertThat(scan.settle()).hasSize(500);
        disk.reads = 0;
        disk.edit("/vassals/v7.ini", Scanning.command("x"));
        disk.pass(5000);
        assertThat(scan.look()).containsExactly("+v7 x");
        scan.settle();
        // Once for the edit, and once more because the file was young then.
        assertThat(disk.reads).isLessThanOrEqualTo(2);
    }

    @Test
    void anExpectedFileIsSeenWithoutAListing() {
        running();
        disk.lists = 0;
        disk.file("/vassals/new.ini", Scanning.command("n"));
        disk.edit("/vassals/shop.ini", Scanning.command("new"));
        assertThat(scan.scanner.expect(Path.of("/vassals/new.ini"))).isTrue();
        assertThat(scan.scanner.expect(Path.of("/vassals/shop.ini"))).isTrue();
        assertThat(scan.lookAgain()).containsExactly("+new n", "+shop new");
        assertThat(disk.lists).isZero();
        assertThat(scan.settle()).isEmpty();
    }

    @Test
    void anExpectedFileThatIsNotThereAsksForALookAtEverything() {
        running();
        disk.remove("/vassals/shop.ini");
        assertThat(scan.scanner.expect(Path.of("/vassals/shop.ini"))).isTrue();
        assertThat(scan.scanner.expect(Path.of("/vassals/ghost.ini"))).isTrue();
        assertThat(scan.lookAgain()).isEmpty();
        assertThat(scan.last.whole()).isTrue();
        assertThat(scan.settle()).containsExactly("-shop");
    }

    @Test
    void aFileOfAnotherPlaceCanNotBeExpected() {
        running();
        assertThat(scan.scanner.expect(Path.of("/elsewhere/x.ini"))).isFalse();
        assertThat(scan.scanner.expect(Path.of("/vassals/readme.txt"))).isFalse();
        assertThat(scan.scanner.expect(Path.of("/"))).isFalse();
    }

    @Test
    void aGlanceSeesLinksAndNewNamesButReadsNothingElse() {
        disk.file("/releases/1", Scanning.command("one"));
        disk.link("/vassals/link.ini", "/releases/1");
        running(2);
        disk.edit("/releases/1", Scanning.command("two"));
        assertThat(Scanning.words(scan.scanner.glance(disk.pass(5000).now()))).containsExactly("+link two");
        disk.pass(5000);
        scan.lookAgain();
        disk.lists = 0;
        Look look = scan.scanner.glance(disk.pass(5000).now());
        assertThat(look.whole()).isFalse();
        assertThat(look.listing().outcomes()).isEmpty();
        assertThat(disk.lists).isZero();
        disk.touch("/vassals");
        assertThat(scan.scanner.glance(disk.now()).whole()).isTrue();
    }

    private void running(int count) {
        disk.file("/vassals/shop.ini", Scanning.command("old"));
        assertThat(scan.settle()).hasSize(count);
    }

    @Test
    void aNameServiceThatThrowsCostsOneVassal() {
        LateAccounts accounts = new LateAccounts();
        scan.scanner = scan.scanner(accounts, null, "/vassals");
        disk.file("/vassals/a.ini", Scanning.COMMAND + "uid = broken\n");
        disk.file("/vassals/b.ini", Scanning.COMMAND);
        assertThat(scan.settle()).containsExactly("!a could not judge the file: java.lang.IllegalStateException: "
                + "planted;"
                + " this is a bug in Liege", "+b run");
    }

    @Test
    void aUserThatIsMadeLaterMendsTheFile() {
        LateAccounts accounts = new LateAccounts();
        scan.scanner = scan.scanner(accounts, null, "/vassals");
        disk.file("/vassals/shop.ini", Scanning.COMMAND + "uid = late\n");
        assertThat(scan.settle()).containsExactly("!shop key 'uid' names the unknown user 'late'");
        accounts.made = true;
        disk.pass(Herald.RETRY_MILLIS);
        assertThat(scan.look()).containsExactly("+shop run");
    }

    /** Root's name service, in which the user {@code late} may appear and {@code broken} throws. */
    private static final class LateAccounts implements Accounts {
        private final Accounts others = PaperAccounts.root();
        private boolean made;

        @Override
        public java.util.Optional<Account> user(String name) {
            if (name.equals("broken")) {
                throw new IllegalStateException("planted");
            }
            return others.user(made && name.equals("late") ? "alice" : name);
        }

        @Override
        public java.util.Optional<Account> user(int uid) {
            return others.user(uid);
        }

        @Override
        public java.util.OptionalInt group(String name) {
            return others.group(name);
        }

        @Override
        public int effectiveUid() {
            return 0;
        }

        @Override
        public int effectiveGid() {
            return 0;
        }

        @Override
        public java.util.Set<Integer> effectiveGroups() {
            return java.util.Set.of();
        }
    }
}
