package org.liege.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.liege.control.DoorsFixture;
import org.liege.control.Views;
import org.liege.protocol.App;
import org.liege.realm.Entry;
import org.liege.vassal.Cause;
import org.liege.vassal.Fault;
import org.liege.vassal.State;

class WhyCommandTest {
    private static final Instant NOW = Instant.parse("2026-11-23T10:52:00.001Z");

    private DoorsFixture doors;
    private Session session;

    @BeforeEach
    void openDoors() throws IOException {
        doors = DoorsFixture.open();
        session = new Session().with("LIEGE_RUN_DIR", doors.runDir.toString());
    }

    @AfterEach
    void closeDoors() throws IOException {
        doors.close();
    }

    private static App app(String state, Instant retryAt) {
        return new App("shop", state, "why", NOW, NOW, true, false, false, "/v/shop.ini", "vassal", "boot", false, List.of(),
                1, List.of(), List.of(), null, 1, 0, retryAt, null, Map.of());
    }

    @Test
    void tellsCauseOutlookAdviceAndHistory() {
        doors.court.happened(List.of(new Entry(801, Views.AS_OF, "shop", Entry.Kind.STATE, State.STARTING, State.RUNNING,
                Cause.READY, "ready after 412 ms")), List.of(Views.shop()));
        assertThat(session.run("why", "shop")).isEqualTo(ExitCode.DONE);
        assertThat(session.out()).isEqualTo("""
                shop is running since 2026-11-23T10:41:07.123Z (10m 52s)
                  because     ready after 412 ms
                  fault       /etc/liege/vassals/shop.ini:7: unknown key 'comand'; did you mean 'command'?
                  next        nothing: it serves
                  to do       mend its file: what runs is the last good version

                How it came to that:
                  2026-11-23T10:52:00.001Z  starting -> running: ready after 412 ms
                """);
    }

    @Test
    void whatTheAppWroteCannotSteerTheTerminal() {
        doors.court.happened(List.of(new Entry(801, Views.AS_OF, "shop", Entry.Kind.REASON, State.FAILED, State.FAILED,
                Cause.EXITED, "\u001b[2Jgone")), List.of(Views.shop()));
        session.run("why", "shop");
        assertThat(session.out()).contains("?[2Jgone").doesNotContain("\u001b");
    }

    @Test
    void unknownNameIsAnsweredWithThoseThatAreLikeIt() {
        doors.court.publish(List.of(Views.shop(), Views.stopped("shop.example.com"), Views.stopped("blog")),
                List.of(new Fault("/v/sHop2.ini", 0, "the name is taken")));
        assertThat(session.run("why", "shpo")).isEqualTo(ExitCode.NO_APP);
        assertThat(session.err()).isEqualTo("liege: could not tell why of 'shpo': no vassal has this name\n");
        assertThat(session.out()).isEqualTo("did you mean shop?\n");
        session.run("why", "shop2");
        assertThat(session.out()).contains("did you mean shop", "refused: /v/sHop2.ini:0: the name is taken");
        session.run("why", "../etc");
        assertThat(session.out()).contains("named after its file");
    }

    @Test
    void masterThatKnowsNoHistoryIsNoObstacle() {
        doors.court.publish(List.of(Views.shop()));
        assertThat(session.run("why", "shop")).isEqualTo(ExitCode.DONE);
        assertThat(session.out()).doesNotContain("How it came");
    }

    @ParameterizedTest
    @EnumSource(Cause.class)
    void everyCauseHasAdvice(Cause cause) {
        String word = cause.name().toLowerCase(Locale.ROOT).replace('_', '-');
        assertThat(Advice.on(app("failed", null), word)).isNotEqualTo(Advice.on(app("failed", null), null));
    }

    @ParameterizedTest
    @EnumSource(State.class)
    void everyStateHasAnOutlook(State state) {
        assertThat(Outlook.of(app(state.word(), null))).doesNotContain("not known");
        assertThat(Outlook.of(app(state.word(), NOW.plusSeconds(30)))).doesNotContain("not known");
    }

    @Test
    void outlookTellsWhenItIsTriedAgain() {
        assertThat(Outlook.of(app("backoff", NOW.plusMillis(1_250))))
                .startsWith("it is tried again in 1250 ms, at 2026-11-23T10:52:01.251Z");
        assertThat(Outlook.of(app("failed", NOW.plusSeconds(30)))).startsWith("it is tried again in 30s, at ");
        assertThat(Outlook.of(app("failed", NOW.minusSeconds(1)))).startsWith("it is tried again now");
    }

    @Test
    void likelyNamesAreFewAndTheNearestComeFirst() {
        List<String> many = new ArrayList<>(Arrays.asList("shop", "ship", "shops", "blog"));
        for (int i = 0; i < 100; i++) {
            many.add("shop" + i);
        }
        assertThat(Likeness.nearest("shop", many, 3)).hasSize(3).startsWith("shop");
        assertThat(Likeness.nearest("gud", List.of("good", "bad", "evil"), 3)).containsExactly("bad", "good");
        assertThat(Likeness.nearest("x".repeat(1_000), many, 3)).isEmpty();
        assertThat(Likeness.edits("kitten", "sitting")).isEqualTo(3);
    }
}
