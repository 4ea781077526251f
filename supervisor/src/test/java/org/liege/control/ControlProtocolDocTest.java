package org.liege.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.liege.protocol.ControlClient;
import org.liege.protocol.HttpAnswer;
import org.liege.protocol.Problem;
import org.liege.vassal.Fault;

/** Every transcript in docs/control-protocol.md is what the doors answer, to the letter. */
class ControlProtocolDocTest {
    private static final Path DOC = Path.of(System.getProperty("liege.root"), "docs", "control-protocol.md");
    private static final Pattern CALL = Pattern.compile(
            "\\$ curl -s -w '%\\{http_code\\}\\\\n' (?:-X (\\w+) )?"
                    + "--unix-socket /run/liege/(\\w+\\.sock) '?([^'\n]+)'?\n"
                    + "(.*)\n(\\d+)\n");

    @TestFactory
    List<DynamicTest> everyTranscriptIsTrue() throws IOException {
        String doc = Files.readString(DOC);
        Matcher matcher = CALL.matcher(doc);
        List<DynamicTest> tests = new ArrayList<>();
        while (matcher.find()) {
            String method = matcher.group(1) == null ? "GET" : matcher.group(1);
            String door = matcher.group(2);
            URI uri = URI.create(matcher.group(3));
            String body = matcher.group(4);
            int status = Integer.parseInt(matcher.group(5));
            String name = method + " " + uri + " at " + door;
            tests.add(DynamicTest.dynamicTest(name, () -> replay(door, method, uri, status, body)));
        }
        assertThat(doc.split("\\$ curl", -1)).as("transcripts that this test understands").hasSize(tests.size() + 1);
        return tests;
    }

    private static void replay(String door, String method, URI uri, int status, String body) throws IOException {
        try (DoorsFixture doors = DoorsFixture.open()) {
            doors.court.publish(
                    List.of(Views.shop()), List.of(new Fault("/etc/liege/vassals/-x.ini", 0, "the name is illegal")));
            doors.court.ring.add(Entries.state(813, "shop"));
            String target = uri.getRawPath() + (uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery());
            HttpAnswer answer =
                    new ControlClient(doors.runDir.resolve(door)).call(method, target, ControlClient.CALL_LIMIT);
            assertThat(new String(answer.body(), StandardCharsets.UTF_8)).isEqualTo(body);
            assertThat(answer.status()).isEqualTo(status);
        }
    }

    @org.junit.jupiter.api.Test
    void eventsKindsAndCausesAreDescribedAsTheyAre() throws IOException {
        String doc = Files.readString(DOC);
        assertThat(doc).contains("\n" + new String(EventLine.of(Entries.state(813, "shop")), StandardCharsets.UTF_8) + "\n");
        for (org.liege.realm.Entry.Kind kind : org.liege.realm.Entry.Kind.values()) {
            assertThat(doc).contains("| `" + kind.word() + "` |");
        }
        for (org.liege.vassal.Cause cause : org.liege.vassal.Cause.values()) {
            assertThat(doc).contains("`" + cause.word() + "`");
        }
    }

    @org.junit.jupiter.api.Test
    void everyProblemCodeIsDescribed() throws IOException {
        String doc = Files.readString(DOC);
        for (Problem.Code code : Problem.Code.values()) {
            assertThat(doc).contains("| `" + code.word() + "` |");
        }
    }
}
