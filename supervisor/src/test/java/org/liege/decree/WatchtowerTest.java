package org.liege.decree;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.liege.vassal.Moment;

@Timeout(60)
class WatchtowerTest {
    private static final Supplier<Moment> CLOCK =
            () -> new Moment(System.nanoTime() / 1_000_000, System.currentTimeMillis());

    @RegisterExtension
    final Sandpit sandpit = new Sandpit();

    private final List<Listing> listings = new CopyOnWriteArrayList<>();
    private final Set<Path> busy = ConcurrentHashMap.newKeySet();
    private Watchtower tower;

    private void start(Path defaults, String... sources) throws InterruptedException {
        List<String> where = sources.length == 0 ? List.of(sandpit.vassals().toString()) : List.of(sources);
        Writers writers = file -> busy.contains(file) ? Writers.Writing.BEING_WRITTEN : Writers.Writing.QUIET;
        tower = new Watchtower(where, defaults, Reading.reader(PaperAccounts.root()), writers, listings::add, CLOCK)
                .start();
        assertThat(tower.awaitFirstLook(10_000)).isTrue();
    }

    @AfterEach
    void close() {
        if (tower != null) {
            tower.close();
            await().atMost(Duration.ofSeconds(10)).until(() -> Thread.getAllStackTraces().keySet().stream()
                    .noneMatch(thread -> thread.getName().startsWith("liege-")));
        }
    }

    private List<String> told() {
        List<String> words = new ArrayList<>();
        listings.forEach(listing -> words.addAll(Scanning.words(new Look(listing, Look.NEVER, false))));
        return words;
    }

    private void awaitTold(String... words) {
        await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> assertThat(told()).containsExactly(words));
    }

    @Test
    void theFirstListingIsHandedOverEvenWhenEmpty() throws InterruptedException {
        start(null);
        assertThat(listings).containsExactly(new Listing(List.of(), List.of(), List.of()));
    }

    @Test
    void theFirstListingHasWhatWasThere() throws InterruptedException {
        sandpit.drop("a", "x");
        sandpit.drop("b", "y");
        start(null);
        assertThat(told()).containsExactly("+a x", "+b y");
    }

    @Test
    void dropEditAndRemovalAreTold() throws InterruptedException, IOException {
        start(null);
        sandpit.drop("shop", "one");
        awaitTold("+shop one");
        sandpit.drop("shop", "two");
        await().atMost(Duration.ofSeconds(20)).until(() -> told().contains("+shop two"));
        Files.delete(sandpit.vassal("shop"));
        await().atMost(Duration.ofSeconds(20)).until(() -> told().contains("-shop"));
    }

    @Test
    void aFileIsWaitedForUntilItsWriterIsDone() throws InterruptedException {
        start(null);
        busy.add(sandpit.vassal("shop"));
        sandpit.drop("shop", "half");
        sandpit.drop("other", "x");
        awaitTold("+other x");
        sandpit.drop("shop", "whole");
        busy.clear();
        awaitTold("+other x", "+shop whole");
    }

    @Test
    void aDirectoryThatIsMadeLaterIsTakenUp() throws InterruptedException, IOException {
        Path later = sandpit.place().resolve("later");
        start(null, later.toString());
        assertThat(listings.get(0).complaints()).hasSize(1);
        Files.createDirectory(later);
        sandpit.put(later.resolve("shop.ini"), Scanning.command("x"));
        awaitTold("+shop x");
        sandpit.put(later.resolve("next.ini"), Scanning.command("y"));
        awaitTold("+shop x", "+next y");
        assertThat(listings.get(listings.size() - 1).complaints()).isEmpty();
    }

    @Test
    void aDirectoryThatIsReplacedIsWatchedAnew() throws InterruptedException, IOException {
        sandpit.drop("shop", "x");
        start(null);
        Path aside = sandpit.place().resolve("aside");
        Files.move(sandpit.vassals(), aside);
        tower.lookNow();
        await().atMost(Duration.ofSeconds(20)).until(() -> !listings.get(listings.size() - 1).complaints().isEmpty());
        Files.move(aside, sandpit.vassals());
        sandpit.drop("next", "y");
        awaitTold("+shop x", "+next y");
    }

    @Test
    void anEditOfTheDefaultsIsToldToAll() throws InterruptedException {
        Path defaults = sandpit.place().resolve("defaults.ini");
        sandpit.put(defaults, "[vassal]\nlisten = 1\n");
        sandpit.drop("a", "x");
        sandpit.drop("b", "y");
        start(defaults);
        sandpit.put(defaults, "[vassal]\nlisten = 2\n");
        awaitTold("+a x", "+b y", "+a x", "+b y");
    }

    @Test
    void aBurstOfFilesIsToldOnceEach() throws InterruptedException {
        start(null);
        List<String> words = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            sandpit.drop("v" + i, "x");
            words.add("+v" + i + " x");
        }
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(told()).containsExactlyInAnyOrderElementsOf(words));
    }

    @Test
    void aConfirmedLossIsBelieved() throws InterruptedException, IOException {
        sandpit.drop("shop", "x");
        start(null);
        Files.delete(sandpit.vassal("shop"));
        Files.delete(sandpit.vassals());
        tower.lookNow();
        await().atMost(Duration.ofSeconds(20)).until(() -> !listings.get(listings.size() - 1).complaints().isEmpty());
        assertThat(told()).containsExactly("+shop x");
        tower.confirm();
        awaitTold("+shop x", "-shop");
    }

    @Test
    void whatASinkRefusedByThrowingIsToldAgain() throws InterruptedException {
        AtomicInteger refusals = new AtomicInteger(2);
        tower = new Watchtower(List.of(sandpit.vassals().toString()), null, Reading.reader(PaperAccounts.root()),
                file -> Writers.Writing.QUIET, listing -> {
                    if (!listing.outcomes().isEmpty() && refusals.getAndDecrement() > 0) {
                        throw new IllegalStateException("planted");
                    }
                    listings.add(listing);
                }, CLOCK).start();
        assertThat(tower.awaitFirstLook(10_000)).isTrue();
        sandpit.drop("shop", "x");
        awaitTold("+shop x");
        sandpit.drop("next", "y");
        awaitTold("+shop x", "+next y");
    }

    @Test
    void aTowerWithoutADirectoryIsRefused() {
        assertThatThrownBy(() -> new Watchtower(List.of(), null, Reading.reader(PaperAccounts.root()),
                file -> Writers.Writing.QUIET, listings::add, CLOCK)).isInstanceOf(IllegalArgumentException.class);
    }
}
