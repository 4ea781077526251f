package org.liege.simulation;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The truth about processes. Few pids, used again as soon as they are free, in a range shared with strangers: what
 * takes a pid for a name is found out soon.
 */
final class ProcessTable {
    private static final int LOWEST_PID = 2;
    /** Above the most that the largest realm of a schedule can need at once, but not by much. */
    private static final int HIGHEST_PID = 130;

    private final Dice dice;
    private final Map<Integer, Process> living = new TreeMap<>();
    private final Map<String, Process> everyWorker = new HashMap<>();
    private long lastTicks = 1_000;
    private int preferred = LOWEST_PID;

    ProcessTable(Dice dice) {
        this.dice = dice;
    }

    /** A free pid, as a rule the one that was freed last; empty when all are taken. */
    Optional<Integer> freePid() {
        if (!living.containsKey(preferred) && dice.chance(60)) {
            return Optional.of(preferred);
        }
        int start = dice.between(LOWEST_PID, HIGHEST_PID);
        for (int i = 0; i <= HIGHEST_PID - LOWEST_PID; i++) {
            int pid = LOWEST_PID + (start - LOWEST_PID + i) % (HIGHEST_PID - LOWEST_PID + 1);
            if (!living.containsKey(pid)) {
                return Optional.of(pid);
            }
        }
        return Optional.empty();
    }

    /** Start ticks are told in hundredths of a second; a pid is not used twice within one. */
    long nextTicks(long nowMillis) {
        lastTicks = Math.max(lastTicks + 1, nowMillis / 10);
        return lastTicks;
    }

    void born(Process process) {
        living.put(process.pid, process);
        if (!process.stranger()) {
            everyWorker.put(process.toString(), process);
        }
    }

    void died(Process process) {
        process.alive = false;
        living.remove(process.pid, process);
        preferred = process.pid;
    }

    Optional<Process> living(int pid) {
        return Optional.ofNullable(living.get(pid));
    }

    /** A worker, living or dead, by its full name. */
    Optional<Process> worker(int pid, long startTicks) {
        return Optional.ofNullable(everyWorker.get(pid + "@" + startTicks));
    }

    /** The living worker with that token. */
    Optional<Process> byToken(String vassal, int serial, int epoch) {
        return livingWorkersOf(vassal).stream()
                .filter(process -> process.serial == serial && process.epoch == epoch)
                .findFirst();
    }

    List<Process> livingWorkers() {
        return living.values().stream().filter(process -> !process.stranger()).toList();
    }

    List<Process> livingWorkersOf(String vassal) {
        return living.values().stream().filter(process -> vassal.equals(process.vassal)).toList();
    }

    List<Process> strangers() {
        return new ArrayList<>(living.values().stream().filter(Process::stranger).toList());
    }
}
