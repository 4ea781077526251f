package org.liege.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.liege.vassal.Transitions;
import org.liege.vassal.Transitions.Transition;

/** docs/state-machine.md is made from the table in {@link Transitions}. */
class StateMachineDocumentTest {
    private static final Path PAGE = Path.of(System.getProperty("liege.root"), "docs", "state-machine.md");
    private static final String COMMAND = "mvn -q -pl supervisor -am test -Dtest=StateMachineDocumentTest"
            + " -Dsurefire.failIfNoSpecifiedTests=false -Dliege.write-docs=true";

    @Test
    void pictureIsThatOfTheTable() throws IOException {
        if (Boolean.getBoolean("liege.write-docs")) {
            Files.writeString(PAGE, page());
        }
        assertThat(Files.readString(PAGE)).as("docs/state-machine.md; make it anew with: " + COMMAND).isEqualTo(page());
    }

    private static String page() {
        StringBuilder page = new StringBuilder("""
                # The state machine of a vassal

                Made from `org.liege.vassal.Transitions`; a test compares. A state is a word for what the processes do. It is not stored
                and pushed about but judged from facts after every turn, in this order: `stopping`, `stopped`, `failed`,
                `backoff`, `running`, `starting`, `idle`, `invalid`. A change that is not in this table is a bug, and is
                logged as one.

                ```mermaid
                stateDiagram-v2
                    [*] --> idle
                """);
        for (Transition transition : Transitions.TABLE) {
            page.append("    ").append(transition.from().word()).append(" --> ").append(transition.to().word()).append('\n');
        }
        page.append("```\n\n| from | to | when |\n|---|---|---|\n");
        for (Transition transition : Transitions.TABLE) {
            page.append("| `").append(transition.from().word()).append("` | `").append(transition.to().word())
                    .append("` | ").append(transition.when()).append(" |\n");
        }
        return page.append("\nMake this page anew with\n\n```sh\n").append(COMMAND).append("\n```\n").toString();
    }
}
