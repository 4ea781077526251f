package org.liege.blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The table of what Liege does when somebody does something to a vassals directory: each row is held by a test. */
class DirectoryDocumentTest {
    private static final Pattern TEST = Pattern.compile("`([A-Z]\\w+)\\.(\\w+)`");

    private static List<String> rows() throws IOException {
        return Files.readAllLines(Checkout.ROOT.resolve("docs/vassals-directory.md")).stream()
                .filter(line -> line.startsWith("| ") && !line.startsWith("| you "))
                .toList();
    }

    private static List<MatchResult> tests(String row) {
        return TEST.matcher(row.substring(row.lastIndexOf(" | "))).results().toList();
    }

    @Test
    void eachRowNamesATestThatExists() throws IOException {
        assertThat(rows()).hasSizeGreaterThan(40).allSatisfy(row -> {
            assertThat(tests(row)).as(row).isNotEmpty();
            tests(row).forEach(test -> assertThat(members(test.group(1))).as(row).contains(test.group(2)));
        });
    }

    @Test
    void eachWayOfSavingHasARow() throws IOException {
        assertThat(rows().stream().flatMap(row -> tests(row).stream())
                .filter(test -> test.group(1).equals("Saving")).map(test -> test.group(2)))
                .containsExactlyInAnyOrderElementsOf(Stream.of(Saving.values()).map(Enum::name).toList());
    }

    /** The names of a test class's methods, or of {@link Saving}'s ways. */
    private static List<String> members(String simpleName) {
        Class<?> type = find(simpleName);
        return type == Saving.class
                ? Stream.of(Saving.values()).map(Enum::name).toList()
                : Stream.of(type.getDeclaredMethods())
                        .filter(method -> method.isAnnotationPresent(Test.class))
                        .map(java.lang.reflect.Method::getName).toList();
    }

    private static Class<?> find(String simpleName) {
        for (String home : List.of("org.liege.blackbox.", "org.liege.decree.")) {
            try {
                return Class.forName(home + simpleName, false, DirectoryDocumentTest.class.getClassLoader());
            } catch (ClassNotFoundException elsewhere) {
                continue;
            }
        }
        throw new AssertionError("no class " + simpleName);
    }
}
