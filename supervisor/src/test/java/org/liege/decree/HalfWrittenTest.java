package org.liege.decree;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class HalfWrittenTest {
    private static final Path SHOP = Path.of("/vassals/shop.ini");
    private final Scanning scan = new Scanning();
    private final PaperDisk disk = scan.disk;

    @Test
    void aFileIsNotJudgedWhileSomebodyWritesIt() {
        disk.file("/vassals/shop.ini", "");
        disk.writing.put(SHOP, Writers.Writing.BEING_WRITTEN);
        assertThat(scan.settle(300)).isEmpty();
        disk.edit("/vassals/shop.ini", Scanning.command("half"));
        assertThat(scan.settle(300)).isEmpty();
        disk.edit("/vassals/shop.ini", Scanning.command("whole"));
        disk.writing.clear();
        assertThat(scan.settle(300)).containsExactly("+shop whole");
    }

    @Test
    void theEndOfAWriteIsSeenWithinAMillisecond() {
        disk.file("/vassals/shop.ini", "");
        disk.writing.put(SHOP, Writers.Writing.BEING_WRITTEN);
        scan.look();
        assertThat(scan.last.recheckMillis()).isEqualTo(1);
        assertThat(scan.last.whole()).isFalse();
        disk.edit("/vassals/shop.ini", Scanning.command("a"));
        disk.writing.clear();
        disk.pass(1);
        assertThat(scan.lookAgain()).containsExactly("+shop a");
    }

    @Test
    void aWriteThatTakesLongIsAskedForLessOftenAndToldOf() {
        disk.file("/vassals/shop.ini", Scanning.command("a"));
        disk.writing.put(SHOP, Writers.Writing.BEING_WRITTEN);
        assertThat(scan.settle(3000)).isEmpty();
        assertThat(scan.last.recheckMillis()).isEqualTo(200);
        assertThat(scan.complaints()).isEmpty();
        assertThat(scan.settle(3000)).isEmpty();
        assertThat(scan.complaints()).containsExactly(
                "/vassals/shop.ini:0: somebody holds the file open for writing; what changed in it waits");
        disk.writing.clear();
        assertThat(scan.settle()).containsExactly("+shop a");
        assertThat(scan.complaints()).isEmpty();
    }

    @Test
    void theLastGoodOneStaysWhileAnEditIsWritten() {
        disk.file("/vassals/shop.ini", Scanning.command("old"));
        scan.settle();
        disk.edit("/vassals/shop.ini", "");
        disk.writing.put(SHOP, Writers.Writing.BEING_WRITTEN);
        assertThat(scan.settle(4000)).isEmpty();
        disk.edit("/vassals/shop.ini", Scanning.command("new"));
        disk.writing.clear();
        assertThat(scan.settle()).containsExactly("+shop new");
    }

    @Test
    void aWriterWhoChangesNothingOrdersNothing() {
        disk.file("/vassals/shop.ini", Scanning.command("old"));
        scan.settle();
        disk.writing.put(SHOP, Writers.Writing.BEING_WRITTEN);
        assertThat(scan.settle()).isEmpty();
    }

    @Test
    void whereWritersCanNotBeToldAFileMustRestFirst() {
        disk.writing.put(SHOP, Writers.Writing.UNKNOWN);
        disk.file("/vassals/shop.ini", Scanning.command("half"));
        assertThat(scan.look()).isEmpty();
        assertThat(scan.last.recheckMillis()).isEqualTo(StableFile.QUIET_MILLIS);
        disk.pass(150);
        disk.edit("/vassals/shop.ini", Scanning.command("whole"));
        assertThat(scan.lookAgain()).isEmpty();
        disk.pass(150);
        assertThat(scan.lookAgain()).isEmpty();
        disk.pass(50);
        assertThat(scan.lookAgain()).containsExactly("+shop whole");
    }

    @Test
    void aFileOfOldNeedsNoRest() {
        disk.writing.put(SHOP, Writers.Writing.UNKNOWN);
        disk.file("/vassals/shop.ini", Scanning.command("a"));
        disk.pass(StableFile.OLD_MILLIS);
        assertThat(scan.look()).containsExactly("+shop a");
    }

    @Test
    void aStampFromTheFutureNeedsTheRestToo() {
        disk.writing.put(SHOP, Writers.Writing.UNKNOWN);
        disk.file("/vassals/shop.ini", Scanning.command("a"));
        disk.nodes.get(SHOP).changedNanos = Long.MAX_VALUE / 2;
        assertThat(scan.look()).isEmpty();
        disk.pass(StableFile.QUIET_MILLIS);
        assertThat(scan.lookAgain()).containsExactly("+shop a");
    }

    @Test
    void aFileThatChangesWhileItIsReadIsReadAgain() {
        disk.file("/vassals/shop.ini", Scanning.command("one"));
        disk.duringRead = () -> disk.edit("/vassals/shop.ini", Scanning.command("two"));
        assertThat(scan.settle()).containsExactly("+shop two");
    }

    @Test
    void aFileThatGoesWhileItIsReadIsGone() {
        disk.file("/vassals/shop.ini", Scanning.command("one"));
        disk.duringRead = () -> disk.remove("/vassals/shop.ini");
        assertThat(scan.settle()).isEmpty();
    }
}
