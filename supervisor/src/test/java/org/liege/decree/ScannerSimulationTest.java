package org.liege.decree;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Seeded random changes of a disk of paper between looks of all kinds. After each burst the disk rests; then what was
 * told, taken together, must be what lies there, and nobody may have been told more often than his file was changed.
 */
@Timeout(120)
class ScannerSimulationTest {
    private static final int NAMES = 6;
    private static final int BURSTS = 60;

    static LongStream seeds() {
        return LongStream.range(0, 100);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void whatIsToldIsWhatLiesThere(long seed) {
        new Run(seed).play();
    }

    private static final class Run {
        private final long seed;
        private final Random random;
        private final Scanning scan = new Scanning();
        private final PaperDisk disk = scan.disk;
        private final Map<String, String> truth = new TreeMap<>();
        private final Map<String, String> told = new TreeMap<>();
        private final Map<String, Integer> changes = new HashMap<>();
        private final List<String> heard = new ArrayList<>();
        private boolean away;
        private int counter;

        Run(long seed) {
            this.seed = seed;
            this.random = new Random(seed);
        }

        void play() {
            for (int burst = 0; burst < BURSTS; burst++) {
                changes.clear();
                heard.clear();
                for (int i = random.nextInt(6); i >= 0; i--) {
                    step();
                }
                comeToRest();
                check(burst);
            }
        }

        private void step() {
            String name = "v" + random.nextInt(NAMES);
            String path = (away ? "/aside/" : "/vassals/") + name + ".ini";
            switch (random.nextInt(9)) {
                case 0, 1 -> write(name, path, Scanning.command("c" + ++counter), "+" + name + " c" + counter);
                case 2 -> write(name, path, "[vassal]\nlisten = x" + ++counter + "\n", "!" + name);
                case 3 -> remove(name, path);
                case 4 -> touch(name, path);
                case 5 -> disk.nodes.entrySet().stream().filter(entry -> entry.getKey().toString().equals(path))
                        .forEach(entry -> disk.changeInodeOnly(path));
                case 6 -> moveDirectory();
                case 7 -> hear(scan.look());
                default -> hint(path);
            }
            disk.pass(random.nextInt(3) == 0 ? random.nextInt(400) : random.nextInt(3));
        }

        private void write(String name, String path, String text, String state) {
            changes.merge(name, 1, Integer::sum);
            truth.put(name, state);
            if (disk.nodes.containsKey(Path.of(path)) && random.nextBoolean()) {
                halfWrite(path);
                disk.edit(path, text);
            } else {
                disk.file(path, text);
            }
            disk.writing.clear();
        }

        /** Leaves a valid beginning there for a while, with its writer still at work. */
        private void halfWrite(String path) {
            disk.writing.put(Path.of(path), Writers.Writing.BEING_WRITTEN);
            disk.edit(path, Scanning.command("half"));
            hint(path);
            disk.pass(random.nextInt(30));
            hear(scan.lookAgain());
        }

        private void remove(String name, String path) {
            if (truth.remove(name) != null) {
                changes.merge(name, 1, Integer::sum);
                disk.remove(path);
            }
        }

        private void touch(String name, String path) {
            if (truth.containsKey(name)) {
                changes.merge(name, 1, Integer::sum);
                disk.touch(path);
            }
        }

        private void moveDirectory() {
            disk.move(away ? "/aside" : "/vassals", away ? "/vassals" : "/aside");
            away = !away;
        }

        private void hint(String path) {
            if (scan.scanner.expect(Path.of(path))) {
                hear(scan.lookAgain());
            } else {
                hear(scan.look());
            }
        }

        private void comeToRest() {
            if (away) {
                moveDirectory();
            }
            hear(scan.settle(1000));
        }

        private void hear(List<String> words) {
            heard.addAll(words);
            for (String word : words) {
                String name = word.substring(1).split(" ")[0];
                switch (word.charAt(0)) {
                    case '+' -> told.put(name, word);
                    case '!' -> told.put(name, "!" + name);
                    default -> told.remove(name);
                }
            }
        }

        private void check(int burst) {
            assertThat(told).as("seed %d burst %d", seed, burst).isEqualTo(truth);
            assertThat(heard).noneMatch(word -> word.contains("half"));
            Map<String, Integer> counts = new HashMap<>();
            heard.forEach(word -> counts.merge(word.substring(1).split(" ")[0], 1, Integer::sum));
            counts.forEach((name, count) -> assertThat(count)
                    .as("seed %d burst %d: %s of %s", seed, burst, heard, name)
                    .isLessThanOrEqualTo(changes.getOrDefault(name, 0)));
            assertThat(scan.settle(5000)).as("seed %d burst %d", seed, burst).isEmpty();
        }
    }
}
