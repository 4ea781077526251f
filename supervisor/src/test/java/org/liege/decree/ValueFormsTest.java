package org.liege.decree;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.liege.vassal.Readiness;
import org.liege.vassal.Reload;

class ValueFormsTest {
    @ParameterizedTest
    @CsvSource({"250ms,250", "5s,5000", "10m,600000", "1h,3600000", "1d,86400000", "7,7000", "0,0", "0ms,0",
            "30d,2592000000"})
    void durationsAreMilliseconds(String text, long millis) throws BadValue {
        assertThat(DurationText.parse(text, 0)).isEqualTo(millis);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "5 s", "-1s", "+1s", "1.5s", "5 parsecs", "s", "1S", "1M", "9999999999999s", "31d",
            "999999999999d"})
    void otherDurationsAreRefused(String text) {
        assertThatThrownBy(() -> DurationText.parse(text, 0)).isInstanceOf(BadValue.class)
                .hasMessageStartingWith("needs a duration ").hasMessageEndingWith("not '" + text + "'");
    }

    @Test
    void aDurationBelowItsLeastIsRefused() {
        assertThatThrownBy(() -> DurationText.parse("0", 1)).hasMessage("needs a duration from 1ms to 30d, not '0'");
    }

    @ParameterizedTest
    @CsvSource({"0,0", "10,10", "10K,10240", "64M,67108864", "2G,2147483648", "1T,1099511627776",
            "1024T,1125899906842624",
        "unlimited,9223372036854775807"})
    void sizesArePowersOf1024(String text, long bytes) throws BadValue {
        assertThat(SizeText.parse(text)).isEqualTo(bytes);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-1", "1.5G", "64 M", "64m", "64MB", "1025T", "999999999999999T", "Unlimited", "M"})
    void otherSizesAreRefused(String text) {
        assertThatThrownBy(() -> SizeText.parse(text)).isInstanceOf(BadValue.class)
                .hasMessageStartingWith("needs a size ");
    }

    @ParameterizedTest
    @CsvSource({"660,432", "0660,432", "000,0", "777,511", "7,7", "22,18"})
    void modesAreOctal(String text, int mode) throws BadValue {
        assertThat(NumberText.parseMode(text)).isEqualTo(mode);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "888", "1777", "-1", "0o22", "u=rw", "00660"})
    void otherModesAreRefused(String text) {
        assertThatThrownBy(() -> NumberText.parseMode(text))
                .hasMessage("needs an octal number from 000 to 777, not '" + text + "'");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "1x", "0x10", "1e3", "99999999999999999999", "1,000", "٣", "--1", "11", "-11"})
    void numbersOutsideAreRefused(String text) {
        assertThatThrownBy(() -> NumberText.parse(text, -10, 10))
                .hasMessage("needs a whole number from -10 to 10, not '" + text + "'");
    }

    @ParameterizedTest
    @CsvSource({"TERM,TERM", "SIGTERM,TERM", "sigint,INT", "quit,QUIT", "USR2,USR2", "KILL,KILL", "WINCH,WINCH"})
    void signalsHaveNames(String text, String name) throws BadValue {
        assertThat(SignalName.parse(text)).isEqualTo(name);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "15", "STOP", "CONT", "CHLD", "SIGSIG", "SIG", "TERMINATE"})
    void signalsThatCanNotEndAProcessAreRefused(String text) {
        assertThatThrownBy(() -> SignalName.parse(text)).hasMessageStartingWith("needs the name of a signal")
                .hasMessageEndingWith("not '" + text + "'");
    }

    @Test
    void readinessHasFourForms() throws BadValue {
        assertThat(ReadinessText.parse("accept")).isEqualTo(new Readiness.Accept());
        assertThat(ReadinessText.parse("notify")).isEqualTo(new Readiness.Notify());
        assertThat(ReadinessText.parse("spawn")).isEqualTo(new Readiness.Spawn());
        assertThat(ReadinessText.parse("http:/")).isEqualTo(new Readiness.Http("/", 0));
        assertThat(ReadinessText.parse("http:/up=204")).isEqualTo(new Readiness.Http("/up", 204));
        assertThat(ReadinessText.parse("http:/up?deep=1")).isEqualTo(new Readiness.Http("/up?deep=1", 0));
        assertThat(ReadinessText.parse("http:/up?a=200=503")).isEqualTo(new Readiness.Http("/up?a=200", 503));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "telepathy", "http", "http:", "http:up", "http://host/", "http:/a b", "http:/ü",
            "Accept"})
    void otherReadinessIsRefused(String text) {
        assertThatThrownBy(() -> ReadinessText.parse(text)).isInstanceOf(BadValue.class)
                .hasMessageStartingWith("needs 'accept', 'notify', 'spawn'");
    }

    @Test
    void aStatusOutsideHttpIsRefused() {
        assertThatThrownBy(() -> ReadinessText.parse("http:/a=600"))
                .hasMessage("needs an HTTP status from 100 to 599, not 600");
        assertThatThrownBy(() -> ReadinessText.parse("http:/a=099"))
                .hasMessage("needs an HTTP status from 100 to 599, not 99");
    }

    @Test
    void reloadHasThreeForms() throws BadValue {
        assertThat(ReloadText.parse("rolling")).isEqualTo(new Reload.Rolling());
        assertThat(ReloadText.parse("restart")).isEqualTo(new Reload.Restart());
        assertThat(ReloadText.parse("signal:SIGHUP")).isEqualTo(new Reload.Signal("HUP"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "signal", "Rolling", "signal:", "signal:KILL", "signal:STOP", "signal:HUP,USR1"})
    void otherReloadsAreRefused(String text) {
        assertThatThrownBy(() -> ReloadText.parse(text)).isInstanceOf(BadValue.class);
    }

    @Test
    void aChoiceNamesItsWords() {
        assertThatThrownBy(() -> Choice.parse("x", List.of("a", "b", "c"), List.of()))
                .hasMessage("needs 'a', 'b' or 'c', not 'x'");
        assertThatThrownBy(() -> Choice.parse("x", List.of("a"), List.of("x")))
                .hasMessage("does not support 'x' in this version; it takes 'a'");
    }

    @Test
    void messagesShowNoControlCharactersAndNoEndlessText() {
        assertThat(Quoted.text("a\u001b[2Jb\n")).isEqualTo("'a?[2Jb?'");
        assertThat(Quoted.text("x".repeat(500))).hasSize(Limits.QUOTED_CHARS + 5);
    }
}
