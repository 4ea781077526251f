package org.liege.vassal;

import java.util.List;

/**
 * Something that was observed about one vassal. Facts are written down by {@link Vassal#observe}; they decide nothing
 * by themselves. A process is named by pid and start ticks together, because pids are recycled.
 */
public sealed interface Fact {
    /** The file is valid and is new, was edited or was touched. */
    record Decreed(Decree decree) implements Fact {}

    /** The file is faulty; what was good before stays in force. */
    record Faulted(String file, List<Fault> faults) implements Fact {
        public Faulted {
            faults = List.copyOf(faults);
        }
    }

    /** The file is gone. */
    record Withdrawn() implements Fact {}

    /** The operator gave an order. */
    record Ordered(Verb verb) implements Fact {}

    /** A stop that the operator gave to an earlier master still stands. */
    record StoppedBefore() implements Fact {}

    /** The master is about to end, and its vassals with it; that is no order of the operator's about any of them. */
    record MasterEnds() implements Fact {}

    /** Every decreed listener is open, with these facts. */
    record Listening(List<VassalView.SocketView> sockets) implements Fact {
        public Listening {
            sockets = List.copyOf(sockets);
        }
    }

    /** What its workers have bound by themselves, of all that they are to bind; inode 0 for what nobody listens at. */
    record Sighted(List<VassalView.SocketView> sockets) implements Fact {
        public Sighted {
            sockets = List.copyOf(sockets);
        }
    }

    /** At least one listener could not be opened or tuned; {@code why} is in words. */
    record ListenFailed(String why) implements Fact {}

    /** A listener's path no longer leads to it and could not be put back; it must be opened anew. */
    record PathLost(String path) implements Fact {}

    /** The spawn with that serial made a process. */
    record Spawned(int serial, int pid, long startTicks) implements Fact {}

    /** The spawn with that serial failed. {@code shortage}: the machine lacks something, the app is not to blame. */
    record SpawnFailed(int serial, String why, boolean shortage) implements Fact {}

    /** The readiness condition holds for that process. */
    record Ready(int pid, long startTicks) implements Fact {}

    /** That process ended. */
    record Exited(int pid, long startTicks, Exit exit) implements Fact {}

    /** A ready process has said WATCHDOG=1. */
    record Heartbeat(int pid, long startTicks) implements Fact {}

    /** That process hangs, by its own word (WATCHDOG=trigger) or as it was found; {@code why} is in words. */
    record Hung(int pid, long startTicks, String why) implements Fact {}

    /** A health check has ended. {@code why} tells in words what was wrong; empty when it was healthy. */
    record Checked(boolean healthy, String why) implements Fact {}

    /** A connection waits at a listener that was watched for it, or somebody asks for the vassal. */
    record Called() implements Fact {}

    /** The vassal has been quiet for so long: no connection came or is open, nobody waits, its processes rest. */
    record Quiet(long forMillis) implements Fact {}

    /** Why its visitors can't all be told, so that it never counts as quiet; empty when they can. */
    record Unseen(String why) implements Fact {}

    /** The fullest of its listen queues has {@code length} waiting, of a backlog of {@code limit}. */
    record QueueSeen(int length, int limit) implements Fact {}

    /** Nothing is left of the tree of that ended process. */
    record Swept(int pid, long startTicks) implements Fact {}

    /** What made starts fail (a missing program) has changed. */
    record Mended() implements Fact {}

    /** What an earlier master has left in writing; told before anything else of the vassal. */
    record Remembered(Memory memory) implements Fact {}

    /**
     * A process of an earlier master was found, where the kernel tells {@code observedTicks}. Only when the recorded start
     * ticks are the same is it the same process.
     */
    record Survived(Memory.Worker worker, long observedTicks) implements Fact {}
}
