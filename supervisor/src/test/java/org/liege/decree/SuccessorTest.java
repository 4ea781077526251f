package org.liege.decree;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The first looks of a scanner that is told which vassals an earlier master has known. */
class SuccessorTest {
    private final Scanning scan = new Scanning();
    private final PaperDisk disk = scan.disk;

    private void knew(int count) {
        Map<String, Path> files = new HashMap<>();
        IntStream.range(0, count).forEach(i -> files.put("app" + i, Path.of("/vassals/app" + i + ".ini")));
        scan.scanner.inherit(files);
    }

    private void files(int from, int to) {
        IntStream.range(from, to).forEach(i -> disk.file("/vassals/app" + i + ".ini", Scanning.command("run" + i)));
    }

    @Test
    void filesThatAreThereAreToldAsEver() {
        files(0, 2);
        knew(2);
        assertThat(scan.look()).containsExactly("+app0 run0", "+app1 run1");
        assertThat(scan.settle()).isEmpty();
    }

    @Test
    void fileThatIsGoneIsToldAtTheFirstLook() {
        files(0, 2);
        knew(3);
        assertThat(scan.look()).containsExactly("+app0 run0", "+app1 run1", "-app2");
        assertThat(scan.settle()).isEmpty();
    }

    @Test
    void fileThatIsFaultyByNowIsToldToBe() {
        disk.file("/vassals/app0.ini", "[vassal]\n");
        knew(1);
        assertThat(scan.look()).singleElement().asString().startsWith("!app0");
    }

    @Test
    void lossOfMostOfThemIsDoubtedUntilItIsConfirmed() {
        files(0, 1);
        knew(12);
        assertThat(scan.settle()).containsExactly("+app0 run0");
        assertThat(scan.complaints()).singleElement().asString().contains("lost 11 of 12");
        scan.scanner.confirm();
        assertThat(scan.settle()).hasSize(11).allMatch(word -> word.startsWith("-app"));
        assertThat(scan.complaints()).isEmpty();
    }

    @Test
    void fewThatAreGoneOfManyAreBelieved() {
        files(0, 30);
        knew(42);
        assertThat(scan.settle()).hasSize(42);
        assertThat(scan.complaints()).isEmpty();
    }

    @Test
    void directoryThatIsGoneWithdrawsNobody() {
        Scanning elsewhere = new Scanning(null, "/gone");
        elsewhere.scanner.inherit(Map.of("one", Path.of("/gone/one.ini")));
        assertThat(elsewhere.settle()).isEmpty();
        assertThat(elsewhere.complaints()).singleElement().asString().contains("/gone");
    }

    @Test
    void directoryThatAGlobDoesNotMatchAnyMoreWithdrawsNobody() {
        Scanning globbed = new Scanning(null, "/srv/*/vassals");
        Stream.of("/srv", "/srv/a", "/srv/a/vassals").forEach(globbed.disk::directory);
        globbed.disk.file("/srv/a/vassals/here.ini", Scanning.COMMAND);
        globbed.scanner.inherit(Map.of("here", Path.of("/srv/a/vassals/here.ini"), "gone", Path.of("/srv/b/vassals/gone.ini")));
        assertThat(globbed.settle()).containsExactly("+here run");
        assertThat(globbed.complaints()).singleElement().asString().contains("/srv/b/vassals");
    }

    @Test
    void vassalWhoseFileLiesInAnotherDirectoryByNowIsNoLoss() {
        files(0, 12);
        Map<String, Path> files = new HashMap<>();
        IntStream.range(0, 12).forEach(i -> files.put("app" + i, Path.of("/old/app" + i + ".ini")));
        scan.scanner.inherit(files);
        List<String> words = scan.look();
        assertThat(words).hasSize(12).allMatch(word -> word.startsWith("+app"));
    }
}
