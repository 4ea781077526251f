package org.liege.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class ReadyPipeTest {
    @RegisterExtension
    final Workbench bench = new Workbench();

    @Test
    void saysNothingWhereNobodyWantsToKnow() throws Exception {
        try (ReadyPipe pipe = ReadyPipe.of(OptionalInt.empty())) {
            pipe.tell();
        }
    }

    @Test
    void writesOneLineAndClosesThePipe() throws Exception {
        Path fifo = fifo();
        try (RandomAccessFile reader = new RandomAccessFile(fifo.toFile(), "rw");
                ReadyPipe pipe = ReadyPipe.of(OptionalInt.of(writeEnd(fifo)))) {
            pipe.tell();
            pipe.tell();
            assertThat(reader.read()).isEqualTo('\n');
            assertThat(endsOf(fifo)).as("the reader's alone").isEqualTo(1);
        }
    }

    @Test
    void keepsThePipeWhereNobodyInheritsIt() throws Exception {
        Path fifo = fifo();
        try (RandomAccessFile reader = new RandomAccessFile(fifo.toFile(), "rw");
                ReadyPipe pipe = ReadyPipe.of(OptionalInt.of(writeEnd(fifo)))) {
            Child child = bench.start(Surroundings.of("/bin/ls", "-l", "/proc/self/fd"));
            assertThat(child.exit()).isEqualTo(ExitStatus.exited(0));
            assertThat(child.output()).doesNotContain(fifo.toString());
        }
    }

    @Test
    void whoNoLongerListensIsTold() throws Exception {
        Path fifo = fifo();
        ReadyPipe pipe;
        try (RandomAccessFile reader = new RandomAccessFile(fifo.toFile(), "rw")) {
            pipe = ReadyPipe.of(OptionalInt.of(writeEnd(fifo)));
        }
        assertThatThrownBy(pipe::tell)
                .isInstanceOf(KernelException.class)
                .hasMessage("could not write to the pipe of 'ready-fd': Broken pipe (EPIPE)");
    }

    @Test
    void whatIsNoPipeIsRefused() throws Exception {
        int fd = Native.C.open(Native.bytes("/dev/null"), 0x80001, 0);
        try {
            assertThatThrownBy(() -> ReadyPipe.of(OptionalInt.of(fd)))
                    .hasMessage("could not tell descriptor " + fd + " when ready: it is no inherited pipe (EBADF)");
        } finally {
            Native.C.close(fd);
        }
        assertThatThrownBy(() -> ReadyPipe.of(OptionalInt.of(251)))
                .hasMessage("could not examine fd 251: Bad file descriptor (EBADF)");
    }

    private Path fifo() throws Exception {
        Path fifo = bench.path("fifo");
        assertThat(new ProcessBuilder("mkfifo", fifo.toString()).start().waitFor()).isZero();
        assertThat(Files.exists(fifo)).isTrue();
        return fifo;
    }

    private static int writeEnd(Path fifo) {
        return Native.C.open(Native.bytes(fifo.toString()), 0x80001, 0);
    }

    private static long endsOf(Path fifo) {
        return List.of(ProcFile.names("/proc/self/fd")).stream()
                .filter(fd -> ProcFile.link("/proc/self/fd/" + fd).filter(fifo.toString()::equals).isPresent())
                .count();
    }
}
