package org.liege.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What happens when this very process may open no more descriptors; its soft limit is lowered for the test. */
class DescriptorExhaustionTest {
    private static final int LIMIT = 700;
    private static final int MOST_NEEDED = 12;

    @RegisterExtension
    final Workbench bench = new Workbench();

    private final List<Integer> hoard = new ArrayList<>();
    private final long soft = DaemonProcess.softOpenFiles();

    @BeforeEach
    void lowerTheLimitOnceEverythingIsLoaded() throws Exception {
        bench.start(Surroundings.of("/bin/true")).exit();
        bench.listen("warm.sock", 1).unlink();
        message(() -> bench.listen("no/x.sock", 1));
        limit(LIMIT);
    }

    @AfterEach
    void giveBack() {
        hoard.forEach(Native.C::close);
        limit(soft);
    }

    private static void limit(long openFiles) {
        String pid = Long.toString(ProcessHandle.current().pid());
        assertThat(Workbench.run("/usr/bin/prlimit", "--pid", pid, "--nofile=" + openFiles + ":")).isEmpty();
    }

    /** Leaves exactly this many descriptors to be opened. */
    private void leave(int free) {
        int fd = Native.C.open(Native.bytes("/dev/null"), 0x80000, 0);
        while (fd >= 0) {
            hoard.add(fd);
            fd = Native.C.open(Native.bytes("/dev/null"), 0x80000, 0);
        }
        for (int i = 0; i < free; i++) {
            Native.C.close(hoard.remove(hoard.size() - 1));
        }
    }

    private interface Attempt {
        Object run() throws KernelException;
    }

    private static String message(Attempt attempt) {
        try {
            return attempt.run().getClass().getSimpleName();
        } catch (KernelException failure) {
            return failure.errnoName();
        }
    }

    @Test
    void leavesNoProcessBehindThatCouldNotBeHeld() {
        List<String> outcomes = new ArrayList<>();
        for (int free = 0; free < MOST_NEEDED; free++) {
            leave(free);
            outcomes.add(message(() -> bench.start(Surroundings.of("/bin/sleep", "100"))));
            hoard.forEach(Native.C::close);
            hoard.clear();
        }
        int me = (int) ProcessHandle.current().pid();
        long started = outcomes.stream().filter("Child"::equals).count();
        assertThat(outcomes).contains("EMFILE", "Child").containsOnly("EMFILE", "Child");
        assertThat(ProcessTable.descendants(me)).hasSize((int) started);
    }

    @Test
    void leavesNoSocketFileBehindThatDoesNotListen() {
        List<String> outcomes = new ArrayList<>();
        for (int free = 0; free < MOST_NEEDED; free++) {
            leave(free);
            String name = free + ".sock";
            outcomes.add(message(() -> bench.listen(name, 1)));
            hoard.forEach(Native.C::close);
            hoard.clear();
        }
        assertThat(outcomes).contains("EMFILE", "ListeningSocket").containsOnly("EMFILE", "ListeningSocket");
        assertThat(bench.directory().toFile().list((directory, name) -> name.endsWith(".sock")))
                .hasSize((int) outcomes.stream().filter("ListeningSocket"::equals).count());
    }
}
