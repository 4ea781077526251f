package org.liege.decree;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.liege.vassal.Moment;
import org.liege.vassal.SocketDecree;

/** [uwsgi] sections that hang on other files, and what a change of one does. */
class UwsgiFilesTest {
    @RegisterExtension
    final Sandpit sandpit = new Sandpit();

    // Long after any stamp that the files of this test can get.
    private long millis = 4_000_000_000_000L;
    private DirectoryScanner scanner;

    private void scan() {
        Disk disk = new LocalDisk(file -> Writers.Writing.QUIET);
        scanner = new DirectoryScanner(List.of(new SourcePattern(sandpit.vassals())), null,
                Reading.reader(PaperAccounts.root()), disk);
    }

    /** The first sockets of what the next glance finds changed, or the first faults; in words. */
    private List<String> glance() {
        // Beyond the time in which a stamp may not show a change.
        millis += 60_000;
        return scanner.glance(new Moment(millis, millis)).listing().outcomes().stream().map(UwsgiFilesTest::word).toList();
    }

    private List<String> look() {
        millis += 60_000;
        return scanner.look(new Moment(millis, millis)).listing().outcomes().stream().map(UwsgiFilesTest::word).toList();
    }

    private static String word(Outcome outcome) {
        if (outcome instanceof Outcome.Decreed decreed) {
            return decreed.decree().sockets().stream().map(SocketDecree::path).findFirst().orElse("none");
        }
        return outcome instanceof Outcome.Faulted faulted ? faulted.faults().get(0).message() : "withdrawn";
    }

    private void shop(String... lines) {
        sandpit.put(sandpit.vassal("shop"), "[uwsgi]\n" + String.join("\n", lines) + "\n");
    }

    @Test
    void anEditOfAnIncludedFileIsNoticedAtAGlance() {
        Path part = sandpit.place().resolve("part.ini");
        sandpit.put(part, "[uwsgi]\nsocket = /srv/one.sock\n");
        shop("include = " + part);
        scan();
        assertThat(look()).containsExactly("/srv/one.sock");
        assertThat(glance()).isEmpty();
        sandpit.put(part, "[uwsgi]\nsocket = /srv/other.sock\n");
        assertThat(glance()).containsExactly("/srv/other.sock");
        assertThat(glance()).isEmpty();
    }

    @Test
    void aCommentInAnIncludedFileOrdersNothing() {
        Path part = sandpit.place().resolve("part.ini");
        sandpit.put(part, "[uwsgi]\nsocket = /srv/one.sock\n");
        shop("include = " + part);
        scan();
        assertThat(look()).containsExactly("/srv/one.sock");
        sandpit.put(part, "; said again\n[uwsgi]\nsocket = /srv/one.sock\n");
        assertThat(glance()).isEmpty();
    }

    @Test
    void aMissingFileIsAFaultThatEndsWhenItComes() {
        Path word = sandpit.place().resolve("word");
        shop("socket = /srv/@(" + word + ").sock");
        scan();
        assertThat(look()).containsExactly(
                "key 'socket' names '" + word + "': could not read it: no such file or directory (ENOENT)");
        sandpit.put(word, "shop\n");
        assertThat(glance()).containsExactly("/srv/shop.sock");
    }

    @Test
    void aFileThatAConditionAsksForIsWatchedBeforeItIsThere() {
        Path flag = sandpit.place().resolve("flag");
        shop("if-exists = " + flag, "socket = /srv/there.sock", "endif =", "socket = /srv/always.sock");
        scan();
        assertThat(look()).containsExactly("/srv/always.sock");
        sandpit.put(flag, "");
        assertThat(glance()).containsExactly("/srv/there.sock");
    }

    @Test
    void aGlobSeesANewFile() {
        shop("for-glob = " + sandpit.place() + "/*.part", "socket = %(_).sock", "endfor =");
        scan();
        assertThat(look()).containsExactly(
                sandpit.place() + "/*.part.sock");
        sandpit.put(sandpit.place().resolve("a.part"), "");
        assertThat(glance()).containsExactly(sandpit.place() + "/a.part.sock");
    }

    @Test
    void aLinkedVassalKeepsItsOwnName() throws IOException {
        Path common = sandpit.place().resolve("common.ini");
        sandpit.put(common, "[uwsgi]\nsocket = /srv/%n.sock\n");
        Files.createSymbolicLink(sandpit.vassal("shop"), common);
        scan();
        assertThat(look()).containsExactly("/srv/shop.sock");
    }

    @Test
    void checkTellsFaultsOfIncludedFilesWhereTheyStand() {
        Path part = sandpit.place().resolve("part.ini");
        sandpit.put(part, "[uwsgi]\n\nsocket = fd://5\n");
        shop("include = " + part);
        VassalFiles.Report report = VassalFiles.check(
                List.of(sandpit.vassals()), Reading.reader(PaperAccounts.root()), VassalDefaults.NONE);
        assertThat(report.faults()).singleElement().asString().startsWith(part + ":3: key 'socket' names a descriptor");
    }

    @Test
    void checkTellsNotesBesideFaults() {
        shop("socket = shop.sock");
        VassalFiles.Report report = VassalFiles.check(
                List.of(sandpit.vassals()), Reading.reader(PaperAccounts.root()), VassalDefaults.NONE);
        assertThat(report.faults()).isEmpty();
        assertThat(report.notes()).singleElement().asString()
                .startsWith(sandpit.vassal("shop") + ":2: key 'socket' is a relative path");
    }

    @Test
    void whatIsNoRegularFileIsNotOpened() {
        shop("include = /dev/zero.ini", "socket = /srv/a.sock");
        sandpit.put(sandpit.vassal("other"), "[uwsgi]\nsocket = /srv/@(/dev/zero).sock\n");
        VassalFiles.Report report = VassalFiles.check(
                List.of(sandpit.vassals()), Reading.reader(PaperAccounts.root()), VassalDefaults.NONE);
        assertThat(report.faults()).hasSize(2).allMatch(fault -> fault.message().contains("could not read it: "));
        assertThat(report.faults().toString()).contains("it is no regular file");
    }
}
