package org.liege.decree;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CommandWordsTest {
    /** Each expectation is what {@code sh -c 'printf "%s|"' _ WORDS} prints, where no expansion is involved. */
    @ParameterizedTest
    @CsvSource(delimiter = '~', quoteCharacter = '^', value = {
        "a b  c                ~ a|b|c",
        "^  a\tb  ^            ~ a|b",
        "a 'b c' d             ~ a|b c|d",
        "a \"b c\" d           ~ a|b c|d",
        "a b\\ c               ~ a|b c",
        "a'b'\"c\"d            ~ abcd",
        "a ''                  ~ a|",
        "a \"\" b              ~ a||b",
        "'a\\b'                ~ a\\b",
        "\"a\\b\"              ~ a\\b",
        "\"a\\\\b\"            ~ a\\b",
        "\"a\\\"b\"            ~ a\"b",
        "\"a\\$b\\`c\"         ~ a$b`c",
        "\\\\                  ~ \\",
        "\\'a                  ~ 'a",
        "a # b                 ~ a|#|b",
        "a && b | c > d        ~ a|&&|b|||c|>|d",
        "'it'\\''s'            ~ it's",
    })
    void splitsAsAShellDoesAndExpandsNothing(String text, String words) throws BadValue {
        assertThat(String.join("|", CommandWords.split(text))).isEqualTo(words);
    }

    @Test
    void nothingIsNoWord() throws BadValue {
        assertThat(CommandWords.split("")).isEmpty();
        assertThat(CommandWords.split(" \t ")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '~', quoteCharacter = '^', value = {
        "a 'b           ~ has a ' without its end",
        "a \"b          ~ has a \" without its end",
        "a \"b\\        ~ has a \" without its end",
        "a b\\          ~ ends with a backslash",
    })
    void whatIsLeftOpenIsRefused(String text, String message) {
        assertThatThrownBy(() -> CommandWords.split(text)).isInstanceOf(BadValue.class).hasMessage(message);
    }

    @Test
    void tooManyWordsAreRefused() throws BadValue {
        assertThat(CommandWords.split("x ".repeat(256))).hasSize(256);
        assertThatThrownBy(() -> CommandWords.split("x ".repeat(257))).hasMessage("has more than 256 words");
    }

    @Test
    void wordsAreImmutable() throws BadValue {
        List<String> words = CommandWords.split("a b");
        assertThatThrownBy(() -> words.add("c")).isInstanceOf(RuntimeException.class);
    }
}
