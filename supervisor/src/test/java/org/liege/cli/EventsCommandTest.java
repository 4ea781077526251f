package org.liege.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.liege.control.DoorsFixture;
import org.liege.control.Views;
import org.liege.realm.Entry;
import org.liege.vassal.Cause;
import org.liege.vassal.State;

class EventsCommandTest {
    private DoorsFixture doors;
    private Session session;

    @BeforeEach
    void openDoors() throws IOException {
        doors = DoorsFixture.open();
        doors.court.publish(List.of(Views.shop(), Views.stopped("blog")));
        session = new Session().with("LIEGE_RUN_DIR", doors.runDir.toString());
    }

    @AfterEach
    void closeDoors() throws IOException {
        doors.close();
    }

    /** Follows until the doors close. */
    private int follow(String... words) {
        CompletableFuture<Integer> code = CompletableFuture.supplyAsync(() -> session.run(words));
        await().until(() -> !session.out().isEmpty());
        doors.court.happened(
                List.of(entry(901, Entry.Kind.STATE, State.STARTING, State.FAILED, "no database"),
                        entry(902, Entry.Kind.REASON, State.FAILED, State.FAILED, "no \u001bdatabase"),
                        entry(903, Entry.Kind.GONE, State.STOPPING, null, "its file was removed")),
                List.of(Views.shop()));
        await().until(() -> session.out().contains("removed"));
        try {
            doors.close();
            doors = DoorsFixture.open();
            return code.join();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static Entry entry(long sequence, Entry.Kind kind, State from, State to, String words) {
        return new Entry(sequence, Views.AS_OF, "shop", kind, from, to, Cause.EXITED, words);
    }

    @Test
    void eachEventIsALine() {
        assertThat(follow("events")).isEqualTo(ExitCode.NO_MASTER);
        assertThat(session.out()).isEqualTo("""
                2026-11-23T10:52:00.001Z  2 apps: 1 running, 1 stopped
                2026-11-23T10:52:00.001Z  shop  starting -> failed: no database
                2026-11-23T10:52:00.001Z  shop  still failed: no ?database
                2026-11-23T10:52:00.001Z  shop  gone: its file was removed
                """);
        assertThat(session.err()).contains("has ended").hasLineCount(1);
    }

    @Test
    void oneAppsEventsBeginWithItsState() {
        follow("events", "shop");
        assertThat(session.out()).startsWith("2026-11-23T10:52:00.001Z  shop  is running: ready after 412 ms\n");
    }

    @Test
    void jsonIsTheControlSocketsOwn() {
        follow("events", "--json");
        assertThat(session.out()).startsWith("{\"event\":\"snapshot\",").contains("{\"sequence\":901,").hasLineCount(4);
    }

    @Test
    void unknownAppsAndOddWordsAreRefused() {
        assertThat(session.run("events", "nobody")).isEqualTo(ExitCode.NO_APP);
        assertThat(session.run("events", "a", "b")).isEqualTo(ExitCode.USAGE);
        assertThat(session.run("events", "--wait", "3s")).isEqualTo(ExitCode.USAGE);
    }
}
