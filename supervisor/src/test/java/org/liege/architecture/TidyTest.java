package org.liege.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** How long files and methods may be, and which names say nothing. A ratchet: the bounds may only be tightened. */
class TidyTest {
    private static final Path ROOT = Path.of(System.getProperty("liege.root"));
    private static final Pattern EMPTY_NAME =
            Pattern.compile("(Abstract|Default|Base)[A-Z].*|.*(Util|Utils|Helper|Manager|Impl)");
    private static final Pattern METHOD = Pattern.compile("    [\\w<@].*\\(.*\\{|        .*\\) (throws .*)?\\{");
    private static final int LONGEST_FILE = 400;
    /** Tables of cases may be longer than code. */
    private static final int LONGEST_TEST = 600;
    private static final int MEDIAN_FILE = 100;
    private static final int LONGEST_METHOD = 60;
    private static final int MEDIAN_METHOD = 7;

    @Test
    void filesAreShort() throws IOException {
        List<Integer> lengths = new ArrayList<>();
        for (Path source : sources("src/main/java", "src/test/java")) {
            int lines = Files.readAllLines(source).size();
            boolean test = source.toString().contains("/src/test/");
            assertThat(lines).as("lines of %s", ROOT.relativize(source)).isLessThanOrEqualTo(test ? LONGEST_TEST : LONGEST_FILE);
            lengths.add(lines);
        }
        assertThat(median(lengths)).as("median lines of a file").isLessThanOrEqualTo(MEDIAN_FILE);
    }

    @Test
    void methodsAreShort() throws IOException {
        List<Integer> lengths = new ArrayList<>();
        for (Path source : sources("src/main/java")) {
            for (int length : methods(Files.readAllLines(source))) {
                assertThat(length).as("lines of a method of %s", ROOT.relativize(source)).isLessThanOrEqualTo(LONGEST_METHOD);
                lengths.add(length);
            }
        }
        assertThat(lengths).hasSizeGreaterThan(1000);
        assertThat(median(lengths)).as("median lines of a method").isLessThanOrEqualTo(MEDIAN_METHOD);
    }

    /** From a line that opens a body at a member's indentation to the one that closes it there. */
    private static List<Integer> methods(List<String> lines) {
        List<Integer> lengths = new ArrayList<>();
        int begin = -1;
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i);
            if (METHOD.matcher(line).matches() && line.startsWith("    ") && !line.startsWith("     ")) {
                begin = i;
            } else if (begin >= 0 && line.equals("    }")) {
                lengths.add(i - begin - 1);
                begin = -1;
            }
        }
        return lengths;
    }

    @Test
    void namesSayWhatTheThingIs() throws IOException {
        assertThat(sources("src/main/java", "src/test/java"))
                .map(source -> source.getFileName().toString().replace(".java", ""))
                .noneMatch(EMPTY_NAME.asMatchPredicate());
    }

    @Test
    void everyPackageSaysWhatItIsFor() throws IOException {
        for (Path source : sources("src/main/java")) {
            assertThat(source.resolveSibling("package-info.java")).exists();
        }
    }

    @Test
    void everyTopLevelFolderHasAReadme() {
        assertThat(Stream.of("protocol", "sandbox", "supervisor", "etc", "test-fixtures", "bench"))
                .allSatisfy(folder -> assertThat(ROOT.resolve(folder).resolve("README.md")).isNotEmptyFile());
    }

    private static List<Path> sources(String... folders) throws IOException {
        List<Path> sources = new ArrayList<>();
        for (String module : List.of("protocol", "sandbox", "supervisor")) {
            for (String folder : folders) {
                Path top = ROOT.resolve(module).resolve(folder);
                if (Files.isDirectory(top)) {
                    try (Stream<Path> walk = Files.walk(top)) {
                        walk.filter(path -> path.toString().endsWith(".java")).forEach(sources::add);
                    }
                }
            }
        }
        assertThat(sources).hasSizeGreaterThan(50);
        return sources;
    }

    private static int median(List<Integer> numbers) {
        return numbers.stream().sorted().skip(numbers.size() / 2).findFirst().orElseThrow();
    }
}
