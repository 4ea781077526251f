package org.liege.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class KernelExceptionTest {
    @Test
    void readsAsOneSentenceWithTheErrnosName() {
        KernelException failure = new KernelException("bind", "/run/x.sock", 98);
        assertThat(failure).hasMessage("could not bind /run/x.sock: Address already in use (EADDRINUSE)");
        assertThat(failure.errno()).isEqualTo(98);
        assertThat(failure.errnoName()).isEqualTo("EADDRINUSE");
    }

    @Test
    void staysOneLineWhateverAFileIsCalled() {
        assertThat(new KernelException("open", "/a\nb\rc\u001bd", 2))
                .hasMessage("could not open /a\\nb\\rc?d: No such file or directory (ENOENT)");
    }

    @Test
    void copesWithANumberThatHasNoName() {
        assertThat(new KernelException("open", "x", 4711)).hasMessage("could not open x: unknown error (errno 4711)");
    }
}
