package org.liege.vassal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CauseTest {
    @Test
    void phrasesForStrangersNameNoPathNumberOrOutput() {
        assertThat(Cause.values()).allSatisfy(cause -> assertThat(cause.phrase()).matches("[a-z ]+"));
    }

    @Test
    void theVassalShowsStrangersThePhraseWhateverTheReasonSays() {
        Stage stage = Stage.running(new Sketch());
        stage.exit(stage.pid(), new Exit(1, null, false, false, "password=secret in /etc/shop"));
        assertThat(stage.view().reason()).contains("secret");
        assertThat(stage.view().publicReason()).isEqualTo(Cause.EXITED.phrase());
    }
}
