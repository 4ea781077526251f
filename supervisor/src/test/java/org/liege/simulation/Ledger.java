package org.liege.simulation;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What survives a master: whom it had started, who of them was ready, and the operator's stops. */
final class Ledger {
    private final Map<String, Process> entries = new LinkedHashMap<>();
    private final Map<String, Boolean> ready = new LinkedHashMap<>();
    private Set<String> stops = Set.of();

    void record(Process process) {
        entries.put(process.toString(), process);
    }

    void recordReady(int pid, long startTicks) {
        ready.put(pid + "@" + startTicks, true);
    }

    void strike(int pid, long startTicks) {
        entries.remove(pid + "@" + startTicks);
        ready.remove(pid + "@" + startTicks);
    }

    boolean ready(Process process) {
        return ready.containsKey(process.toString());
    }

    /** In the order in which they were started; some are long dead, and their pids may be others'. */
    List<Process> entries() {
        return List.copyOf(entries.values());
    }

    void stops(Set<String> names) {
        stops = names;
    }

    Set<String> stops() {
        return stops;
    }
}
