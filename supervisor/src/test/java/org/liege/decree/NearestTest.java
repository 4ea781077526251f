package org.liege.decree;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NearestTest {
    @ParameterizedTest
    @CsvSource({"comand,command", "commnad,command", "socket_fd,socket-fd", "lisen,listen", "Command,command",
        "chmod-sokcet,chmod-socket", "proceses,processes", "start-timout,start-timeout", "uuid,uid", "nic,nice"})
    void aTypoHasItsWord(String typo, String word) {
        assertThat(Keys.unknown(typo)).isEqualTo("unknown key '" + typo + "'; did you mean '" + word + "'?");
    }

    @ParameterizedTest
    @CsvSource({"plugins", "harakiri", "x", "http-socket"})
    void aStrangeWordHasNone(String word) {
        assertThat(Keys.unknown(word)).isEqualTo("unknown key '" + word + "'");
    }

    @Test
    void endlessWordsCostNothing() {
        assertThat(Nearest.of("x".repeat(8000), List.of("command"))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"'',abc,3", "abc,abc,0", "abc,acb,1", "abc,ab,1", "abc,xbc,1", "abcd,badc,2", "kitten,sitting,3"})
    void editsAreCounted(String a, String b, int edits) {
        assertThat(Nearest.distance(a, b)).isEqualTo(edits);
        assertThat(Nearest.distance(b, a)).isEqualTo(edits);
    }
}
