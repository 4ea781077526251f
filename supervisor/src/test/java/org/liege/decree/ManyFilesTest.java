package org.liege.decree;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.liege.vassal.Moment;

/** Ten thousand files: what changes is told, and what does not costs next to nothing. */
@Timeout(120)
class ManyFilesTest {
    private static final int COUNT = 10_000;

    @RegisterExtension
    final Sandpit sandpit = new Sandpit();

    private final Scanning scan = new Scanning();
    private final PaperDisk disk = scan.disk;

    private void fill(String content) {
        for (int i = 0; i < COUNT; i++) {
            disk.file("/vassals/v" + i + ".ini", content);
        }
        assertThat(scan.settle()).hasSize(COUNT);
        disk.pass(60_000);
        disk.stamps = 0;
        disk.reads = 0;
        disk.lists = 0;
    }

    @Test
    void anEditAmongManyIsSeenWithoutLookingAtTheOthers() {
        fill(Scanning.COMMAND);
        disk.edit("/vassals/v7.ini", Scanning.command("new"));
        assertThat(scan.scanner.expect(Path.of("/vassals/v7.ini"))).isTrue();
        assertThat(scan.lookAgain()).containsExactly("+v7 new");
        assertThat(disk.stamps).isLessThanOrEqualTo(3);
        assertThat(disk.lists).isZero();
    }

    @Test
    void aGlanceAtManyLooksAtTheDirectoryOnly() {
        fill(Scanning.COMMAND);
        assertThat(scan.scanner.glance(disk.now()).whole()).isFalse();
        assertThat(disk.stamps).isLessThanOrEqualTo(2);
        assertThat(disk.reads).isZero();
    }

    @Test
    void aFullLookAtManyStampsEachOnceAndReadsNone() {
        fill(Scanning.COMMAND);
        assertThat(scan.look()).isEmpty();
        assertThat(disk.stamps).isBetween(COUNT, COUNT + 3);
        assertThat(disk.reads).isZero();
    }

    @Test
    void manyFaultyFilesAreJudgedAgainInTurnFewAtATime() {
        fill("[vassal]\n");
        scan.scanner.glance(disk.now());
        assertThat(disk.reads).isEqualTo(Limits.RETRIES);
        for (int reads = disk.reads; reads < COUNT; reads += Limits.RETRIES) {
            scan.scanner.glance(disk.pass(Herald.RETRY_MILLIS).now());
        }
        assertThat(disk.reads).isEqualTo(COUNT);
        disk.nodes.forEach((path, node) -> node.content = Scanning.COMMAND.getBytes(java.nio.charset.StandardCharsets.UTF_8));
        // Nothing shows in their stamps: only because they are judged again does it come out, of each in its turn.
        Set<String> mended = new HashSet<>();
        for (int i = 0; i < 2 * COUNT / Limits.RETRIES; i++) {
            mended.addAll(Scanning.words(scan.scanner.glance(disk.pass(Herald.RETRY_MILLIS).now())));
        }
        assertThat(mended).hasSize(COUNT).allMatch(word -> word.startsWith("+"));
    }

    @Test
    void oneMoreAnEditAndARemovalAmongManyRealFilesAreToldAndNothingElse() throws IOException, InterruptedException {
        for (int i = 0; i < COUNT; i++) {
            Files.writeString(sandpit.vassal("v" + i), Scanning.COMMAND);
        }
        List<Listing> listings = new CopyOnWriteArrayList<>();
        try (Watchtower tower = new Watchtower(List.of(sandpit.vassals().toString()), null,
                Reading.reader(PaperAccounts.root()), file -> Writers.Writing.QUIET, listings::add,
                () -> new Moment(System.nanoTime() / 1_000_000, System.currentTimeMillis())).start()) {
            assertThat(tower.awaitFirstLook(60_000)).isTrue();
            assertThat(told(listings)).hasSize(COUNT);
            listings.clear();
            sandpit.drop("more", "x");
            awaitTold(listings, "+more x");
            sandpit.drop("v7", "new");
            awaitTold(listings, "+more x", "+v7 new");
            Files.delete(sandpit.vassal("v8"));
            awaitTold(listings, "+more x", "+v7 new", "-v8");
            tower.lookNow();
            sandpit.drop("last", "y");
            awaitTold(listings, "+more x", "+v7 new", "-v8", "+last y");
        }
    }

    private static List<String> told(List<Listing> listings) {
        List<String> words = new ArrayList<>();
        listings.forEach(listing -> words.addAll(Scanning.words(new Look(listing, Look.NEVER, false))));
        return words;
    }

    private static void awaitTold(List<Listing> listings, String... words) {
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(told(listings)).containsExactly(words));
    }
}
