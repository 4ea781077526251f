package org.liege.decree;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import java.util.stream.Stream;
import org.liege.vassal.Decree;

class KeysTest {
    /** Keys with a single value in this version, which therefore change nothing. */
    private static final List<String> SINGLE = List.of("log");

    @TestFactory
    Stream<DynamicTest> everyExampleIsValidAndReachesAFieldOfTheDecree() {
        return Keys.all().stream().flatMap(key -> key.examples().stream()
                .map(example -> DynamicTest.dynamicTest(key.name() + " = " + example, () -> reaches(key, example))));
    }

    private static void reaches(Key key, String example) {
        String name = key.isFamily() ? key.name().replace("*", "owner") : key.name();
        Decree with = decree(key, name + " = " + example);
        Decree without = decree(key, "; nothing");
        // The digest tells any two texts apart; everything else must come from the key.
        boolean differs = !withoutDigest(with).equals(withoutDigest(without));
        assertThat(differs).as("%s changes the decree", key.name()).isEqualTo(!SINGLE.contains(key.name()) && !example.equals("master"));
    }

    private static Decree decree(Key key, String line) {
        List<String> lines = new ArrayList<>(List.of(line));
        if (!key.name().equals("command") || line.startsWith(";")) {
            lines.add("command = /bin/true");
        }
        if (key.name().equals("idle")) {
            lines.add("start = demand");
        }
        return Reading.decree(lines.toArray(String[]::new));
    }

    private static Decree withoutDigest(Decree decree) {
        return new Decree(decree.name(), decree.file(), decree.kind(), "", decree.execution(), decree.sockets(),
                decree.processes(), decree.policy(), decree.metadata());
    }

    @Test
    void noKeyIsListedTwice() {
        assertThat(Keys.all().stream().map(Key::name)).doesNotHaveDuplicates()
                .doesNotContainAnyElementsOf(Keys.later());
    }

    @TestFactory
    Stream<DynamicTest> aKeyOfALaterVersionIsAFaultThatSaysSo() {
        return Keys.later().stream().map(name -> DynamicTest.dynamicTest(name, () ->
                assertThat(Reading.messages(Reading.verdict("command = x", name + " = 1")))
                        .containsExactly("3: key '" + name + "' is not supported in this version")));
    }
}
