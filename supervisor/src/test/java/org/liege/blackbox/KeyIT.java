package org.liege.blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.liege.decree.Key;
import org.liege.decree.Keys;

/**
 * Every key of the table does something: its example is given to a real worker under the real daemon, and its effect is
 * observed from outside. A key without an observation fails.
 */
@Timeout(180)
class KeyIT {
    @RegisterExtension
    final Realm realm = new Realm();

    @TestFactory
    Stream<DynamicTest> exampleOfEachKeyHasItsEffect() throws IOException {
        KeyEffects effects = new KeyEffects(realm);
        for (Key key : Keys.all()) {
            KeyEffects.Setting setting = effects.setting(key.name());
            List<String> lines = new ArrayList<>(setting.beside());
            if (!key.name().equals("command")) {
                lines.add(written(key) + " = " + key.example());
            }
            realm.drop(vassal(key), setting.command(), lines.toArray(String[]::new));
        }
        // One at a time, so that the order at the start gate can be seen.
        realm.up("--max-starting", "1");
        return Keys.all().stream().map(key -> DynamicTest.dynamicTest(key.name(), () -> observe(key, effects)));
    }

    /** A report of failures numbers dynamic tests; it is to name the key. */
    private void observe(Key key, KeyEffects effects) throws Exception {
        try {
            Until.holds("known", () -> realm.knows(vassal(key)));
            assertThat(realm.app(vassal(key)).faults()).isEmpty();
            effects.setting(key.name()).effect().observe(vassal(key));
        } catch (AssertionError unseen) {
            throw new AssertionError("no effect of '" + written(key) + " = " + key.example() + "': "
                    + unseen.getMessage(), unseen);
        }
    }

    private static String vassal(Key key) {
        return "key-" + key.name().replaceAll("[^a-z]", "-").replaceAll("-+$", "");
    }

    private static String written(Key key) {
        return key.name().replace(".*", ".team");
    }
}
