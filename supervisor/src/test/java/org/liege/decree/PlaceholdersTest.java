package org.liege.decree;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlaceholdersTest {
    private static Placeholders of(String path) {
        Path file = Path.of(path);
        String name = VassalName.of(file.getFileName().toString()).orElseThrow();
        return new Placeholders(new VassalFile(name, file, new byte[0], ""), Map.of("HOME", "/root", "EMPTY", ""));
    }

    @ParameterizedTest
    @CsvSource({
        "%n, shop.example.com", "%s, shop.example.com.ini", "%p, /etc/liege/v/shop.example.com.ini",
        "%d, /etc/liege/v/",
        "%c, v", "%%, %", "%%n, %n", "%%%n, %shop.example.com", "a%nb, ashop.example.comb", "$(HOME)/x, /root/x",
        "a$b, a$b", "$HOME, $HOME", "$, $", "100%%, 100%", "(x), (x)",
    })
    void areResolvedAsUwsgiDoes(String text, String resolved) throws BadValue {
        assertThat(of("/etc/liege/v/shop.example.com.ini").resolve(text)).isEqualTo(resolved);
    }

    @Test
    void aFileInTheRootHasNoDirectoryName() throws BadValue {
        assertThat(of("/a.ini").resolve("%d|%c|%p")).isEqualTo("/||/a.ini");
    }

    @Test
    void anEmptyVariableIsEmpty() throws BadValue {
        assertThat(of("/a.ini").resolve("[$(EMPTY)]")).isEqualTo("[]");
    }

    @Test
    void anEarlierKeyGivesItsFirstValue() throws BadValue {
        Placeholders placeholders = of("/a.ini");
        placeholders.remember("chdir", "/srv");
        placeholders.remember("chdir", "/other");
        assertThat(placeholders.resolve("%(chdir)/log")).isEqualTo("/srv/log");
    }

    @Test
    void whatIsPutInIsNotResolvedAgain() throws BadValue {
        Placeholders placeholders = of("/a.ini");
        placeholders.remember("x", "%n $(HOME)");
        assertThat(placeholders.resolve("%(x)")).isEqualTo("%n $(HOME)");
    }

    @Test
    void aPercentSignAtTheEndIsOne() throws BadValue {
        Placeholders placeholders = of("/a.ini");
        assertThat(placeholders.resolve("80%")).isEqualTo("80%");
        assertThat(placeholders.resolve("%")).isEqualTo("%");
        assertThat(placeholders.resolve("80%%")).isEqualTo("80%");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "%x        | has the unknown placeholder '%x'; write '%%' for a percent sign",
        "5 % of    | has the unknown placeholder '% '; write '%%' for a percent sign",
        "%(later)  | uses '%(later)', but no key of that name stands earlier",
        "%()       | uses '%()', but no key of that name stands earlier",
        "%(a       | has a '%(' without its ')'",
        "$(HOME    | has a '$(' without its ')'",
        "$(NOPE)   | uses '$(NOPE)', but the daemon's environment has no such variable",
    })
    void whatUwsgiDropsSilentlyIsRefused(String text, String message) {
        assertThatThrownBy(() -> of("/a.ini").resolve(text)).isInstanceOf(BadValue.class).hasMessage(message);
    }

    @Test
    void aChainThatGrowsWithoutEndIsCut() throws BadValue {
        Placeholders placeholders = of("/a.ini");
        placeholders.remember("k0", "x".repeat(1000));
        for (int i = 1; i < 4; i++) {
            placeholders.remember("k" + i, placeholders.resolve("%(k" + (i - 1) + ")%(k" + (i - 1) + ")"));
        }
        assertThatThrownBy(() -> placeholders.resolve("%(k3)%(k3)"))
                .hasMessage("is longer than 8192 characters once its placeholders are resolved");
    }
}
