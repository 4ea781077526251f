package org.liege.emperor;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.liege.sandbox.ProcessInfo;
import org.liege.sandbox.ProcessTable;

/**
 * The thread that tells of processes which carry the mark of a worker of this run directory, were there before this master, and are
 * in no worker's session. They are never adopted and never signalled: the mark may be forged. It looks until there are none.
 */
final class Strays implements Runnable {
    private static final Logger LOG = LogManager.getLogger(Strays.class);
    /** After the start: by then the leftovers of ended workers are swept. */
    private static final long FIRST_MILLIS = 2_000;

    private static final long AGAIN_MILLIS = 15_000;
    private static final int MOST_NAMED = 20;

    private final Subjects subjects;
    private final RunDirectory run;
    private final Consumer<List<String>> complaints;
    private final long ownTicks = ProcessTable.startTicks((int) ProcessHandle.current().pid()).orElse(Long.MAX_VALUE);
    private final Set<Integer> told = new TreeSet<>();

    Strays(Subjects subjects, RunDirectory run, Consumer<List<String>> complaints) {
        this.subjects = subjects;
        this.run = run;
        this.complaints = complaints;
    }

    @Override
    public void run() {
        try {
            Thread.sleep(FIRST_MILLIS);
            while (look()) {
                Thread.sleep(AGAIN_MILLIS);
            }
        } catch (InterruptedException end) {
            LOG.debug("nobody looks for strays any more");
        } catch (RuntimeException bug) {
            LOG.error("the look for strays met what it can't: {}", bug.toString(), bug);
        }
    }

    private boolean look() {
        Crowd crowd = new Crowd();
        Map<Integer, ProcessInfo> byPid = new HashMap<>();
        ProcessTable.all().forEach(info -> byPid.put(info.pid(), info));
        Set<Integer> workers = subjects.all().stream().map(subject -> subject.pid).collect(Collectors.toSet());
        List<String> words = byPid.values().stream()
                .filter(info -> info.startTicks() < ownTicks && !info.isZombie())
                .filter(info -> !workers.contains(info.session()) && !descends(info, byPid, workers))
                .filter(info -> crowd.variable(info.pid(), "NOTIFY_SOCKET").startsWith(run.messages() + "/"))
                .limit(MOST_NAMED)
                .map(info -> tell(info, crowd.variable(info.pid(), "LIEGE_VASSAL")))
                .toList();
        complaints.accept(words);
        return !words.isEmpty();
    }

    private static boolean descends(ProcessInfo info, Map<Integer, ProcessInfo> byPid, Set<Integer> workers) {
        ProcessInfo ancestor = info;
        // No longer than the table: parents are read one after the other and may seem to form a ring.
        for (int left = byPid.size(); ancestor != null && left > 0; left--) {
            if (workers.contains(ancestor.pid())) {
                return true;
            }
            ancestor = byPid.get(ancestor.parent());
        }
        return false;
    }

    private String tell(ProcessInfo info, String vassal) {
        String words = "process " + info.pid() + " (" + info.comm() + ") carries the mark of vassal '" + vassal
                + "' and is no worker of this master; left alone";
        if (told.add(info.pid())) {
            LOG.warn("{}", words);
        }
        return words;
    }
}
