package org.liege.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class NotifySocketTest {
    private static final String SEND = "import array, os, socket, sys\n"
            + "s = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)\n"
            + "s.connect(sys.argv[1])\n"
            + "exec(sys.argv[2])\n";

    @RegisterExtension
    final Workbench bench = new Workbench();

    private NotifySocket bind() throws KernelException {
        return bench.keep(NotifySocket.bind(bench.path("notify").toString(), 0, 0, 0666));
    }

    private Child send(RunAs who, String program) throws Exception {
        Confinement c = Surroundings.of(
                "/usr/bin/python3", "-ISc", SEND, bench.path("notify").toString(), program);
        Child child = bench.start(who == null ? c : Surroundings.as(who, c));
        assertThat(child.exit()).as(child.output()).isEqualTo(ExitStatus.exited(0));
        return child;
    }

    @Test
    void tellsWhoSentWhat() throws Exception {
        NotifySocket socket = bind();
        Child child = send(new RunAs(65534, 65534, List.of()), "s.send(b'READY=1\\nSTATUS=\\xc3\\xa4\\n')");
        NotifySocket.Message message = socket.receive().orElseThrow();
        assertThat(message)
                .isEqualTo(new NotifySocket.Message(child.pid(), 65534, List.of("READY=1", "STATUS=\u00e4")));
        assertThat(message.value("READY")).contains("1");
        assertThat(message.value("WATCHDOG")).isEmpty();
        assertThat(socket.receive()).isEmpty();
    }

    @Test
    void passesOverWhatIsTooLongOrHoldsNulsAndGoesOn() throws Exception {
        NotifySocket socket = bind();
        send(null, "s.send(b'x' * 4097); s.send(b'A=1\\0B=2'); s.send(b'\\xff=\\xfe'); s.send(b'READY=1\\0')");
        assertThat(socket.receive().orElseThrow().lines()).hasSize(1);
        assertThat(socket.receive().orElseThrow().lines()).containsExactly("READY=1");
        assertThat(socket.receive()).isEmpty();
        assertThat(socket.ignored()).isEqualTo(2);
    }

    @Test
    void takesAMessageOfTheFullLengthAndAnEmptyOne() throws Exception {
        NotifySocket socket = bind();
        send(null, "s.send(b'x' * 4096); s.send(b'')");
        assertThat(socket.receive().orElseThrow().lines().get(0)).hasSize(4096);
        assertThat(socket.receive().orElseThrow().lines()).isEmpty();
    }

    @Test
    void closesDescriptorsThatCameAlong() throws Exception {
        NotifySocket socket = bind();
        Path parcel = Files.createFile(bench.path("parcel"));
        send(
                        null,
                        "s.sendmsg([b'FDSTORE=1'], [(socket.SOL_SOCKET, socket.SCM_RIGHTS, array.array('i',"
                                + " [os.open('" + parcel + "', 0) for i in range(3)] * 80))])")
                .close();
        assertThat(descriptorsOf(parcel)).isZero();
        assertThat(socket.receive().orElseThrow().lines()).containsExactly("FDSTORE=1");
        assertThat(descriptorsOf(parcel)).isZero();
    }

    /** Counted by what they are: another thread may open or close some of its own meanwhile. */
    private static long descriptorsOf(Path file) {
        return List.of(ProcFile.names("/proc/self/fd")).stream()
                .filter(fd -> ProcFile.link("/proc/self/fd/" + fd).filter(file.toString()::equals).isPresent())
                .count();
    }

    @Test
    void replacesWhatAnEarlierMasterLeftAndRemovesOnlyItsOwn() throws Exception {
        NotifySocket old = bind();
        NotifySocket fresh = bind();
        old.close();
        Path path = bench.path("notify");
        assertThat(path).exists();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
                .isEqualTo("rw-rw-rw-");
        fresh.close();
        assertThat(path).doesNotExist();
    }

    @Test
    void answersNothingWhenNothingWaits() throws Exception {
        assertThat(bind().receive()).isEqualTo(Optional.empty());
    }
}
