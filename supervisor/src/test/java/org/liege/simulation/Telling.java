package org.liege.simulation;

import org.liege.vassal.Action;
import org.liege.vassal.Decree;
import org.liege.vassal.Exit;
import org.liege.vassal.Fact;
import org.liege.vassal.Memory;

/** Facts and actions in a few words, for the trace. */
final class Telling {
    private Telling() {}

    static String of(Fact fact) {
        if (fact instanceof Fact.Decreed decreed) {
            return "decreed " + of(decreed.decree());
        } else if (fact instanceof Fact.Faulted) {
            return "faulted";
        } else if (fact instanceof Fact.Ordered ordered) {
            return "ordered " + ordered.verb().word();
        } else if (fact instanceof Fact.Remembered remembered) {
            return "remembered " + of(remembered.memory());
        } else if (fact instanceof Fact.Survived survived) {
            return "survived " + of(survived.worker()) + " seen @" + survived.observedTicks();
        } else if (fact instanceof Fact.Listening) {
            return "listening";
        } else if (fact instanceof Fact.Exited exited) {
            return "exited " + exited.pid() + "@" + exited.startTicks() + " " + of(exited.exit());
        }
        return fact.toString();
    }

    private static String of(Memory memory) {
        return "generation " + memory.serving() + " of " + memory.lastGeneration() + " by "
                + memory.serves().map(Decree::digest).orElse("nothing") + ", setbacks " + memory.setback() + " "
                + memory.rollSetback() + ", " + memory.workers().stream().map(Telling::of).toList();
    }

    private static String of(Memory.Worker worker) {
        return worker.pid() + "@" + worker.startTicks() + (worker.ready() ? " ready" : "")
                + (worker.ending() ? " ending" : "") + " generation " + worker.generation() + " slot " + worker.slot();
    }

    private static String of(Exit exit) {
        return exit.summary() + (exit.beforeExec() ? " before exec" : "");
    }

    private static String of(Decree decree) {
        return decree.digest() + " " + Temper.of(decree) + " x" + decree.processes() + " sockets "
                + decree.sockets().size()
                + " " + decree.policy();
    }

    static String of(Action action) {
        if (action instanceof Action.Listen listen) {
            return "listen " + listen.decree().digest() + (listen.keepOthers() ? " and keep others" : "");
        } else if (action instanceof Action.Spawn spawn) {
            return "spawn serial " + spawn.serial() + " generation " + spawn.generation() + " slot " + spawn.slot()
                    + " "
                    + spawn.decree().digest();
        } else if (action instanceof Action.Probe probe) {
            return "probe " + probe.pid() + "@" + probe.startTicks();
        } else if (action instanceof Action.CheckHealth) {
            return "check health";
        }
        return action.toString();
    }
}
