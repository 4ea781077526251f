package org.liege.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DaemonProcessTest {
    @Test
    void readsWhatTheShellReads() {
        assertThat(Integer.toString(DaemonProcess.nice()))
                .isEqualTo(Workbench.run("nice").trim());
        assertThat(Integer.toString(DaemonProcess.oomScoreAdjust()))
                .isEqualTo(Workbench.run("cat", "/proc/self/oom_score_adj").trim());
        assertThat(DaemonProcess.somaxconn().orElseThrow()).isPositive();
    }

    @Test
    void tellsItsOwnLimitsOfOpenFiles() {
        assertThat(DaemonProcess.softOpenFiles()).isPositive().isLessThanOrEqualTo(DaemonProcess.hardOpenFiles());
    }

    @Test
    void changesTheUmaskAndTellsTheOneBefore() {
        int before = DaemonProcess.becomeUmask(077);
        assertThat(DaemonProcess.becomeUmask(before)).isEqualTo(077);
        assertThat(DaemonProcess.becomeUmask(before)).isEqualTo(before);
    }
}
