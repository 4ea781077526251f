package org.liege.emperor;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.liege.sandbox.QueueReader;
import org.liege.vassal.Fact;
import org.liege.vassal.Readiness;

/** Real sockets, an app that does what it is told to, and a clock that is moved by hand. */
class CheckupTest {
    private static final Readiness.Http QUESTION = new Readiness.Http("/health", 0);
    private static final Fact.Checked WELL = new Fact.Checked(true, "");
    private static final long TIMEOUT_MILLIS = 1_000;

    @TempDir
    Path place;

    private QueueReader diag;
    private AppOnPaper app;
    private Checkup checkup;
    private long nowMillis;

    @BeforeEach
    void appListens() throws Exception {
        diag = QueueReader.open();
        app = new AppOnPaper(place.resolve("app.sock"), 5);
        checkup = new Checkup("shop", diag);
    }

    @AfterEach
    void closeAll() throws Exception {
        checkup.close();
        app.close();
        diag.close();
    }

    private Checkup.Errand errand(Readiness.Http question) {
        return new Checkup.Errand(question, app.path.toString(), app.listener, TIMEOUT_MILLIS);
    }

    private void begin() {
        checkup.begin(errand(QUESTION), nowMillis * 1_000_000);
    }

    private Optional<Fact.Checked> step(long millisLater) {
        nowMillis += millisLater;
        return checkup.step(nowMillis * 1_000_000);
    }

    /** Steps until the check's time is up. */
    private Fact.Checked result() {
        for (long passed = 0; passed <= TIMEOUT_MILLIS; passed += 100) {
            Optional<Fact.Checked> result = step(100);
            if (result.isPresent()) {
                return result.get();
            }
        }
        throw new AssertionError("a check has no result after its time");
    }

    private void beginAndAsk() {
        begin();
        assertThat(step(0)).isEmpty();
    }

    private static Fact.Checked ill(String why) {
        return new Fact.Checked(false, why);
    }

    @Test
    void anAppThatAnswersIsWell() throws Exception {
        beginAndAsk();
        SocketChannel client = app.accept();
        assertThat(AppOnPaper.hear(client)).startsWith("GET /health HTTP/1.1\r\nHost: shop\r\n").endsWith("\r\n\r\n");
        assertThat(step(1)).isEmpty();
        AppOnPaper.answer(client, "HTTP/1.1 20");
        assertThat(step(1)).isEmpty();
        AppOnPaper.answer(client, "4 No Content\r\n");
        assertThat(step(1)).contains(WELL);
    }

    @Test
    void takesLeaveInsteadOfCuttingTheAnswerOff() throws Exception {
        beginAndAsk();
        SocketChannel client = app.accept();
        AppOnPaper.hear(client);
        AppOnPaper.answer(client, "HTTP/1.1 200 OK\r\n");
        assertThat(step(1)).contains(WELL);
        assertThat(AppOnPaper.hear(client)).as("nothing more comes").isNull();
        AppOnPaper.answer(client, "\r\nbody");
        assertThat(checkup.idle()).isFalse();
        client.close();
        step(50);
        assertThat(checkup.idle()).isTrue();
    }

    @Test
    void doesNotWaitForEverForAnAppThatDoesNotClose() throws Exception {
        beginAndAsk();
        AppOnPaper.answer(app.accept(), "HTTP/1.1 200 OK\r\n\r\n");
        assertThat(step(1)).contains(WELL);
        step(5_001);
        assertThat(checkup.idle()).isTrue();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "HTTP/1.1 500 Oh   | answered 500 to GET /health",
        "HTTP/1.0 404      | answered 404 to GET /health",
        "hello             | gave an answer that is not HTTP to GET /health",
        "HTTP/1.1 abc      | gave an answer that is not HTTP to GET /health",
    })
    void anotherAnswerIsAFailure(String line, String why) throws Exception {
        beginAndAsk();
        AppOnPaper.answer(app.accept(), line + "\r\n");
        assertThat(step(1)).contains(ill(why));
    }

    @Test
    void onlyTheWantedStatusWillDo() throws Exception {
        checkup.begin(errand(new Readiness.Http("/up", 204)), 0);
        step(0);
        AppOnPaper.answer(app.accept(), "HTTP/1.1 200 OK\r\n");
        assertThat(step(1)).contains(ill("answered 200 to GET /up"));
    }

    @Test
    void anAnswerWithoutAnEndIsAFailure() throws Exception {
        beginAndAsk();
        AppOnPaper.answer(app.accept(), "x".repeat(5_000));
        Optional<Fact.Checked> result = Optional.empty();
        for (int i = 0; i < 20 && result.isEmpty(); i++) {
            result = step(1);
        }
        assertThat(result).contains(ill("gave an answer that is not HTTP to GET /health"));
    }

    @Test
    void oneConnectionThatIsClosedWithoutAnAnswerIsTriedAgain() throws Exception {
        beginAndAsk();
        app.accept().close();
        assertThat(step(1)).isEmpty();
        AppOnPaper.answer(app.accept(), "HTTP/1.1 200 OK\r\n");
        assertThat(step(1)).contains(WELL);
    }

    @Test
    void twoConnectionsThatAreClosedWithoutAnAnswerAreAFailure() throws Exception {
        beginAndAsk();
        app.accept().close();
        step(1);
        app.accept().close();
        assertThat(step(1)).contains(ill("closed the connection without an answer to GET /health"));
    }

    @Test
    void anAppThatAcceptsAndDoesNotAnswerFailsEachTime() throws Exception {
        for (int check = 0; check < 4; check++) {
            beginAndAsk();
            app.accept();
            assertThat(result()).isEqualTo(ill("gave no answer to GET /health within 1 s"));
        }
    }

    @Test
    void anAppThatAcceptsNobodyFailsEachTimeOverOneConnection() throws Exception {
        for (int check = 0; check < 4; check++) {
            beginAndAsk();
            assertThat(result()).isEqualTo(ill("accepted nobody within 1 s, and 1 wait in its queue"));
        }
        assertThat(diag.read(app.listener).orElseThrow().length()).isEqualTo(1);
    }

    @Test
    void clientsThatGiveUpDoNotMakeAHungAppLookBusy() throws Exception {
        SocketChannel impatient = app.client();
        app.client();
        beginAndAsk();
        impatient.close();
        assertThat(result()).isEqualTo(ill("accepted nobody within 1 s, and 3 wait in its queue"));
    }

    @Test
    void aQueueThatMovesIsNoFailureHoweverLongItTakes() throws Exception {
        app.client();
        app.client();
        app.client();
        for (int check = 0; check < 3; check++) {
            beginAndAsk();
            step(500);
            app.accept();
            assertThat(result()).isEqualTo(WELL);
        }
        beginAndAsk();
        AppOnPaper.answer(app.accept(), "HTTP/1.1 200 OK\r\n");
        assertThat(step(1)).contains(WELL);
    }

    @Test
    void aFullQueueThatMovesIsNoFailure() throws Exception {
        fill();
        beginAndAsk();
        step(100);
        app.accept();
        app.client();
        assertThat(result()).isEqualTo(WELL);
    }

    @Test
    void aFullQueueThatStandsIsAFailure() throws Exception {
        fill();
        beginAndAsk();
        assertThat(result()).isEqualTo(ill("accepted nobody within 1 s, and 6 wait in its queue"));
    }

    private void fill() throws Exception {
        for (int i = 0; i <= 5; i++) {
            app.client();
        }
    }

    @Test
    void whoAcceptedLateHasHisTimeInTheNextCheck() throws Exception {
        app.client();
        beginAndAsk();
        app.accept();
        step(900);
        SocketChannel client = app.accept();
        assertThat(step(50)).isEmpty();
        assertThat(step(50)).contains(WELL);
        begin();
        assertThat(step(900)).isEmpty();
        AppOnPaper.answer(client, "HTTP/1.1 200 OK\r\n");
        assertThat(step(10)).contains(WELL);
    }

    @Test
    void whoAcceptedLateAndStaysSilentFailsInTheNextCheckAndAfter() throws Exception {
        app.client();
        beginAndAsk();
        app.accept();
        step(900);
        app.accept();
        assertThat(result()).isEqualTo(WELL);
        begin();
        assertThat(result()).isEqualTo(ill("gave no answer to GET /health within 1 s"));
        beginAndAsk();
        app.accept();
        assertThat(result()).isEqualTo(ill("gave no answer to GET /health within 1 s"));
    }

    @Test
    void aSocketWithNobodyBehindItIsAFailure() throws Exception {
        app.close();
        begin();
        assertThat(step(0)).contains(ill("has nobody who listens at " + app.path));
    }

    @Test
    void whatIsWrongWithUsIsNotTheAppsFault() {
        checkup.begin(new Checkup.Errand(QUESTION, "/etc/passwd/x", 1, TIMEOUT_MILLIS), 0);
        assertThat(step(0)).contains(WELL);
    }

    @Test
    void anotherQuestionTakesAnotherConnection() throws Exception {
        beginAndAsk();
        result();
        checkup.begin(errand(new Readiness.Http("/other", 0)), nowMillis * 1_000_000);
        step(0);
        app.accept();
        assertThat(AppOnPaper.hear(app.accept())).startsWith("GET /other ");
    }

    @Test
    void aConnectionIsNotKeptForChecksThatDoNotFollow() throws Exception {
        beginAndAsk();
        result();
        assertThat(checkup.idle()).isFalse();
        step(70_000);
        step(6_000);
        assertThat(checkup.idle()).isTrue();
    }

    @Test
    void eachCheckHasOneResult() throws Exception {
        beginAndAsk();
        AppOnPaper.answer(app.accept(), "HTTP/1.1 200 OK\r\n");
        assertThat(step(1)).contains(WELL);
        for (int i = 0; i < 30; i++) {
            assertThat(step(100)).isEmpty();
        }
    }
}
