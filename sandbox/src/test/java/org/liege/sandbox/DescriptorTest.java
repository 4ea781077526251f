package org.liege.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class DescriptorTest {
    private static Descriptor open() throws KernelException {
        return Descriptor.of(Native.C.open(Native.bytes("/dev/null"), 0, 0), "open", "/dev/null");
    }

    private static boolean closesOnExec(int fd) {
        return Native.C.fcntl(fd, 1, 0) == 1;
    }

    @Test
    void isNumberedHighAndClosedOnExec() throws Exception {
        try (Descriptor descriptor = open()) {
            assertThat(descriptor.number()).isGreaterThanOrEqualTo(256);
            assertThat(closesOnExec(descriptor.number())).isTrue();
        }
    }

    @Test
    void closesOnceAndNeverSomebodyElsesNumber() throws Exception {
        Descriptor first = open();
        int number = first.number();
        first.close();
        assertThatThrownBy(first::number).isInstanceOf(IllegalStateException.class);
        try (Descriptor second = open()) {
            assertThat(second.number()).isEqualTo(number);
            first.close();
            assertThat(ProcFile.link("/proc/self/fd/" + number)).contains("/dev/null");
        }
    }

    @Test
    void marksWhatOthersOpened() throws Exception {
        int raw = Native.C.open(Native.bytes("/dev/null"), 0, 0);
        assertThat(closesOnExec(raw)).isFalse();
        Descriptor.closeOnExec(raw);
        assertThat(closesOnExec(raw)).isTrue();
        Native.C.close(raw);
        assertThatThrownBy(() -> Descriptor.closeOnExec(200_000)).hasMessageContaining("EBADF");
    }

    @Test
    void tellsTheCauseOfAFailedCall() {
        assertThatThrownBy(() -> Descriptor.of(Native.C.open(Native.bytes("/x/y"), 0, 0), "open", "/x/y"))
                .hasMessage("could not open /x/y: No such file or directory (ENOENT)");
    }
}
