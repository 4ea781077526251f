package org.liege.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SignalsTest {
    @Test
    void numbersSignalsAsTheKernelDoes() {
        for (int number = 1; number <= 31; number++) {
            String name =
                    Workbench.run("/bin/bash", "-c", "kill -l " + number).trim();
            String ours = name.equals("POLL") ? "IO" : name;
            assertThat(Signals.number(ours)).as(name).hasValue(number);
            assertThat(Signals.name(number)).isEqualTo(ours);
        }
    }

    @Test
    void knowsRealTimeSignalsFromBothEnds() {
        assertThat(Signals.number("RTMIN")).hasValue(34);
        assertThat(Signals.number("rtmin+3")).hasValue(37);
        assertThat(Signals.number("RTMAX-1")).hasValue(63);
        assertThat(Signals.number("RTMAX")).hasValue(64);
        assertThat(Signals.name(34)).isEqualTo("RTMIN");
        assertThat(Signals.name(37)).isEqualTo("RTMIN+3");
    }

    @Test
    void refusesWhatIsNoSignal() {
        for (String none : new String[] {"", "SIGTERM", "15", "RTMIN+31", "RTMAX-31", "RTMIN-1", "RTMIN+", "FOO"}) {
            assertThat(Signals.number(none)).as(none).isEmpty();
        }
        assertThat(Signals.name(32)).isEqualTo("32");
    }
}
