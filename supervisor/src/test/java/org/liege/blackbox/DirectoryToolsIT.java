package org.liege.blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What editors and tools do to vassal files, by the real ones: one right action for each, or none. All of them are used
 * at once in one realm, which then has to come to rest; each test looks at one.
 */
@Timeout(180)
class DirectoryToolsIT {
    /** Longer than an edit may be put off because of the one before it. */
    private static final Duration REST = Duration.ofMillis(1500);

    @RegisterExtension
    static final Realm REALM = new Realm();

    private static final Map<Saving, App> BEFORE = new EnumMap<>(Saving.class);
    private static final Map<Saving, App> AFTER = new EnumMap<>(Saving.class);

    @BeforeAll
    static void saveInAllWays() throws IOException {
        for (Saving saving : Saving.values()) {
            saving.prepare(REALM);
        }
        REALM.up();
        for (Saving saving : Saving.values()) {
            BEFORE.put(saving, REALM.await(saving.vassal(), "running"));
        }
        for (Saving saving : Saving.values()) {
            saving.save(REALM);
        }
        for (Saving saving : Saving.values()) {
            if (saving.isEdit()) {
                REALM.awaitThat(saving.vassal(), app -> replaced(BEFORE.get(saving), app));
            }
        }
        rest();
        for (Saving saving : Saving.values()) {
            AFTER.put(saving, REALM.app(saving.vassal()));
        }
    }

    private static boolean replaced(App before, App now) {
        return now.state().equals("running") && now.readyPids().size() == 1 && !now.pids().contains(before.pid());
    }

    private static void rest() {
        Map<String, List<Long>> last = new HashMap<>();
        Until.settled(REST, () -> {
            Map<String, List<Long>> now = new HashMap<>();
            REALM.apps().forEach(app -> now.put(app.json().text("name") + " " + app.generation(), app.pids()));
            boolean same = now.equals(last);
            last.clear();
            last.putAll(now);
            return same;
        });
    }

    @ParameterizedTest
    @EnumSource(Saving.class)
    void savingIsOneActionAndReadingIsNone(Saving saving) {
        App before = BEFORE.get(saving);
        App after = AFTER.get(saving);
        int actions = saving.isEdit() ? 1 : 0;
        assertThat(after.generation()).as("%s", after.json()).isEqualTo(before.generation() + actions);
        assertThat(after.starts()).as("%s", after.json()).isEqualTo(before.starts() + actions);
        assertThat(after.pid() == before.pid()).as("the same worker").isEqualTo(actions == 0);
        assertThat(after.faults()).isEmpty();
        assertThat(text(saving.vassal())).isEqualTo(saving.textAfter());
    }

    private static String text(String name) {
        return Http.get(REALM.socket(name), "/").lines().skip(1).findFirst().orElse("");
    }

    @Test
    void nothingThatToolsLeaveBehindIsAVassal() {
        assertThat(REALM.apps()).allSatisfy(app -> assertThat(app.state()).isEqualTo("running"));
        assertThat(REALM.get("/v1/apps").list("refused")).isEmpty();
    }

    /** A shell that redirects the output of something slow: what is there first would be a valid file of its own. */
    @Test
    void aSlowRedirectionIsOneActionOnceItIsComplete() throws IOException {
        REALM.drop("slow", Worker.command("--text", "old"));
        App before = REALM.await("slow", "running");
        Process writer = new ProcessBuilder("sh", "-c", "exec > \"$1\"; cat", "sh", REALM.file("slow").toString()).start();
        try (OutputStream pen = writer.getOutputStream()) {
            pen.write(("[vassal]\ncommand = " + Worker.command("--text", "new") + "\n").getBytes(StandardCharsets.UTF_8));
            pen.flush();
            Until.holds("half a file", () -> Files.size(REALM.file("slow")) > 0);
            marker("seen-after-the-first-half");
            assertThat(REALM.app("slow").pid()).isEqualTo(before.pid());
            pen.write("env = LATE=yes\nstop-timeout = 3s\n".getBytes(StandardCharsets.UTF_8));
        } finally {
            writer.destroy();
        }
        REALM.awaitThat("slow", app -> replaced(before, app));
        marker("seen-after-the-second-half");
        assertThat(REALM.app("slow").generation()).isEqualTo(before.generation() + 1);
        assertThat(Http.get(REALM.socket("slow"), "/env")).contains("LATE=yes");
    }

    /** Another file, dropped now: once it runs, everything before it has been looked at. */
    private static void marker(String name) {
        REALM.drop(name, Worker.command());
        REALM.await(name, "running");
    }
}
