package org.liege.decree;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class DefaultsFileTest {
    private static final String DEFAULTS = "/etc/defaults.ini";
    private final Scanning scan = new Scanning(DEFAULTS, "/vassals");
    private final PaperDisk disk = scan.disk;

    @Test
    void aChangeIsToldToThoseWhomItConcerns() {
        disk.file(DEFAULTS, "[vassal]\nlisten = 7\n");
        disk.file("/vassals/silent.ini", Scanning.command("a"));
        disk.file("/vassals/outspoken.ini", Scanning.command("b") + "listen = 9\n");
        assertThat(scan.settle()).containsExactly("+outspoken b", "+silent a");
        disk.edit(DEFAULTS, "[vassal]\nlisten = 8\n");
        assertThat(scan.settle()).containsExactly("+silent a");
        disk.touch(DEFAULTS);
        assertThat(scan.settle()).isEmpty();
    }

    @Test
    void aFaultyEditIsComplainedAboutAndChangesNothing() {
        disk.file(DEFAULTS, "[vassal]\nlisten = 7\n");
        disk.file("/vassals/shop.ini", Scanning.command("a"));
        scan.settle();
        disk.edit(DEFAULTS, "[vassal]\nlisten = many\n");
        assertThat(scan.settle()).isEmpty();
        assertThat(scan.complaints()).containsExactly(
                DEFAULTS + ":2: key 'listen' needs a whole number from 0 to 65535, not 'many'");
        disk.file("/vassals/other.ini", Scanning.command("b"));
        assertThat(scan.settle()).containsExactly("+other b");
        disk.edit(DEFAULTS, "[vassal]\nlisten = 7\n");
        assertThat(scan.settle()).isEmpty();
        assertThat(scan.complaints()).isEmpty();
    }

    @Test
    void aMissingFileChangesNothingForWhatRuns() {
        disk.file(DEFAULTS, "[vassal]\nlisten = 7\n");
        disk.file("/vassals/shop.ini", Scanning.command("a"));
        scan.settle();
        disk.remove(DEFAULTS);
        assertThat(scan.settle()).isEmpty();
        assertThat(scan.complaints()).containsExactly(
                DEFAULTS + ":0: could not read vassal-defaults: no such file or directory (ENOENT)");
    }

    @Test
    void noVassalIsObeyedBeforeThereWereGoodDefaults() {
        disk.file("/vassals/shop.ini", Scanning.command("a"));
        assertThat(scan.settle()).singleElement().asString()
                .startsWith("!shop no vassal is obeyed before vassal-defaults is valid: ").contains("ENOENT");
        disk.file(DEFAULTS, "[vassal]\nuid = alice\n");
        assertThat(scan.settle()).containsExactly("+shop a");
    }

    @Test
    void vassalsWaitForDefaultsThatAreBeingWritten() {
        disk.file(DEFAULTS, "[vassal]\n");
        disk.writing.put(Path.of(DEFAULTS), Writers.Writing.BEING_WRITTEN);
        disk.file("/vassals/shop.ini", Scanning.command("a"));
        assertThat(scan.settle(100)).isEmpty();
        disk.edit(DEFAULTS, "[vassal]\nuid = alice\n");
        disk.writing.clear();
        assertThat(scan.settle()).containsExactly("+shop a");
    }

    @Test
    void anExpectedFileIsJudgedUnderDefaultsThatChangedJustNow() {
        disk.file(DEFAULTS, "[vassal]\nlisten = 7\n");
        scan.settle();
        disk.edit(DEFAULTS, "[vassal]\nlisten = 8\n");
        disk.file("/vassals/shop.ini", Scanning.command("a"));
        scan.scanner.expect(Path.of("/vassals/shop.ini"));
        assertThat(scan.lookAgain()).containsExactly("+shop a");
        Outcome.Decreed told = (Outcome.Decreed) scan.last.listing().outcomes().get(0);
        assertThat(told.decree().sockets().get(0).backlog()).isEqualTo(8);
    }
}
