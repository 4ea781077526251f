package org.liege.vassal;

import java.util.List;
import java.util.stream.Stream;

/** Writes {@code docs/state-machine.md} from {@link Transitions#TABLE}. */
final class StateMachineDocument {
    static final String WRITE = "mvn -q -pl supervisor -am test -Dtest=StateMachineDocumentTest"
            + " -Dsurefire.failIfNoSpecifiedTests=false -Dliege.write-docs=true";

    private static final String INTRO = """
            # The states of a vassal

            What the processes of one vassal do, in one word, and which word may follow which. The core judges the word from
            facts alone; every change goes through one door, and one that is not in this table is reported as a bug. The
            simulator takes every arrow.

            """;

    private static final String OUTRO = """

            `overloaded` is a word of the protocol that no vassal has yet: it comes with the load gauge. A vassal whose file is removed leaves through `stopping` and is forgotten.

            ---

            This page is made from the code (`org.liege.vassal.Transitions`). After a change there, write it anew with

            """;

    private StateMachineDocument() {}

    static String render() {
        StringBuilder out = new StringBuilder(INTRO);
        out.append("```mermaid\nstateDiagram-v2\n    [*] --> idle\n");
        for (Transitions.Transition transition : Transitions.TABLE) {
            out.append("    ").append(transition.from().word()).append(" --> ").append(transition.to().word()).append('\n');
        }
        out.append("```\n\n| from | to | when |\n|---|---|---|\n");
        for (Transitions.Transition transition : Transitions.TABLE) {
            out.append("| `").append(transition.from().word()).append("` | `").append(transition.to().word())
                    .append("` | ").append(transition.when()).append(" |\n");
        }
        return out.append(OUTRO).append("```sh\n").append(WRITE).append("\n```\n").toString();
    }

    /** The words that stand in the picture. */
    static List<String> words() {
        return Transitions.TABLE.stream()
                .flatMap(transition -> Stream.of(transition.from(), transition.to()))
                .map(State::word)
                .distinct()
                .sorted()
                .toList();
    }
}
