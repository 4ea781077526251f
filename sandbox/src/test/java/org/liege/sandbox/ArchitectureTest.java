package org.liege.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ArchitectureTest {
    @Test
    void packsEpollEventsOnlyOnX86() {
        assertThat(Architecture.of("amd64").epollEventSize).isEqualTo(12);
        assertThat(Architecture.of("amd64").epollDataOffset).isEqualTo(4);
        assertThat(Architecture.of("aarch64").epollEventSize).isEqualTo(16);
        assertThat(Architecture.of("aarch64").epollDataOffset).isEqualTo(8);
    }

    @Test
    void refusesAMachineItHasNoNumbersFor() {
        assertThatThrownBy(() -> Architecture.of("riscv64")).hasMessageContaining("not on riscv64");
    }
}
