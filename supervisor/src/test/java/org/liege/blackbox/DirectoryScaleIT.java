package org.liege.blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Ten thousand files, of which few run: the doors answer, and what is done to one of them is done to that one. */
@Timeout(180)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class DirectoryScaleIT {
    private static final int COUNT = 10_000;
    private static final int RUNNING = 5;

    @RegisterExtension
    static final Realm REALM = new Realm();

    @BeforeAll
    static void fill() throws IOException {
        for (int i = RUNNING; i < COUNT; i++) {
            Files.writeString(REALM.file("faulty" + i), "[vassal]\n");
        }
        for (int i = 0; i < RUNNING; i++) {
            REALM.drop("app" + i, Worker.command("--text", "old"));
        }
        REALM.up();
        for (int i = 0; i < RUNNING; i++) {
            REALM.await("app" + i, "running");
        }
    }

    private static List<Long> pids() {
        return IntStream.range(1, RUNNING).mapToObj(i -> REALM.app("app" + i).pid()).toList();
    }

    private static int count() {
        return REALM.get("/healthz").number("apps");
    }

    private static String text(String name) {
        return Http.get(REALM.socket(name), "/").lines().skip(1).findFirst().orElse("");
    }

    @Test
    @Order(1)
    void whatIsDoneToOneAmongTenThousandIsDoneToThatOne() throws IOException {
        assertThat(count()).isEqualTo(COUNT);
        final List<Long> others = pids();
        App before = REALM.app("app0");
        REALM.drop("one-more", Worker.command());
        REALM.await("one-more", "running");
        REALM.drop("faulty9999", Worker.command());
        REALM.await("faulty9999", "running");
        REALM.drop("app0", Worker.command("--text", "new"));
        REALM.awaitThat("app0", app -> app.readyPids().size() == 1 && !app.pids().contains(before.pid()));
        assertThat(text("app0")).isEqualTo("new");
        REALM.remove("one-more");
        Until.holds("unknown", () -> !REALM.knows("one-more"));
        Processes.signal(REALM.daemon().pid(), "HUP");
        REALM.drop("last", Worker.command());
        REALM.await("last", "running");
        assertThat(REALM.app("app0").generation()).isEqualTo(before.generation() + 1);
        assertThat(pids()).isEqualTo(others);
        assertThat(count()).isEqualTo(COUNT + 1);
    }

    @Test
    @Order(2)
    void lossOfMostOfTenThousandIsDoubtedUntilConfirmed() throws IOException {
        final List<Long> others = pids();
        for (int i = RUNNING; i < COUNT - 1; i++) {
            Files.delete(REALM.file("faulty" + i));
        }
        Until.holds("a complaint", () ->
                ((List<?>) REALM.get("/healthz").at("complaints")).stream().anyMatch(c -> c.toString().contains("9994")));
        assertThat(count()).isEqualTo(COUNT + 1);
        assertThat(Launch.command(REALM, "confirm").status()).isZero();
        Until.holds("what is left", () -> count() == RUNNING + 2);
        assertThat(pids()).isEqualTo(others);
    }
}
