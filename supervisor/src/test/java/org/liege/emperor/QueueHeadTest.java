package org.liege.emperor;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.liege.sandbox.ProcessTable;
import org.liege.sandbox.QueueReader;

class QueueHeadTest {
    @TempDir
    Path place;

    @Test
    void whoWaitedAndWasAcceptedIsSeenAtTheServersEnd() throws Exception {
        try (QueueReader diag = QueueReader.open(); AppOnPaper app = new AppOnPaper(place.resolve("app.sock"), 5)) {
            QueueHead head = new QueueHead(diag, app.listener);
            assertThat(head.look()).isEmpty();
            app.client();
            app.client();
            assertThat(head.look()).as("nobody was seen waiting before").isEmpty();
            app.accept();
            long pid = ProcessHandle.current().pid();
            assertThat(head.look()).singleElement()
                    .satisfies(inode -> assertThat(ProcessTable.holdsSocket((int) pid, inode)).isTrue());
            assertThat(head.look()).as("told once").isEmpty();
        }
    }

    @Test
    void aListenerThatIsNotThereHasNobodyWaiting() throws Exception {
        try (QueueReader diag = QueueReader.open()) {
            assertThat(new QueueHead(diag, 0).look()).isEmpty();
        }
    }
}
