package org.liege.decree;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.liege.vassal.Decree;
import org.liege.vassal.Fault;
import org.liege.vassal.Moment;
import org.liege.vassal.SocketDecree;

/** Tells each change once, and keeps the books of which vassal has which socket. */
final class Herald {
    /** A faulty file is judged again after so long though it didn't change: the user it names may exist by now. */
    static final long RETRY_MILLIS = 2000;
    /** What that interval doubles up to. */
    static final long RETRY_MAX_MILLIS = 16_000;

    private final Map<Path, String> claims = new HashMap<>();
    private final List<Outcome> outcomes = new ArrayList<>();

    /** What was told since the last call, by name. */
    List<Outcome> take() {
        List<Outcome> told = new ArrayList<>(outcomes);
        told.sort(Comparator.comparing(Outcome::name));
        outcomes.clear();
        return told;
    }

    void tell(TrackedFile file, Verdict verdict, Moment now) {
        if (verdict instanceof Verdict.Bad bad) {
            tellFaults(file, bad.faults(), now);
        } else if (verdict instanceof Verdict.Good good) {
            List<Fault> conflicts = conflicts(file, good.decree());
            if (conflicts.isEmpty()) {
                tellDecree(file, good.decree());
            } else {
                tellFaults(file, conflicts, now);
            }
        }
    }

    private List<Fault> conflicts(TrackedFile file, Decree decree) {
        FaultList faults = new FaultList();
        for (SocketDecree socket : decree.sockets()) {
            String holder = claims.get(Path.of(socket.path()).normalize());
            if (holder != null && !holder.equals(file.name)) {
                faults.add(decree.file(), 0,
                        "the socket " + Quoted.text(socket.path()) + " is already that of vassal '" + holder + "'");
            }
        }
        return faults.list();
    }

    private void tellDecree(TrackedFile file, Decree decree) {
        claim(file, decree.sockets());
        file.retryDelay = 0;
        file.toldFaults = null;
        if (!decree.digest().equals(file.toldDigest)) {
            file.toldDigest = decree.digest();
            outcomes.add(new Outcome.Decreed(decree));
        }
    }

    void tellFaults(TrackedFile file, List<Fault> faults, Moment now) {
        file.retryDelay = file.retryDelay == 0 ? RETRY_MILLIS : Math.min(2 * file.retryDelay, RETRY_MAX_MILLIS);
        file.retryAt = now.monotonicMillis() + file.retryDelay;
        // A decree that holds again after a fault is told again, so that the fault is cleared.
        file.toldDigest = null;
        if (!faults.equals(file.toldFaults)) {
            file.toldFaults = faults;
            outcomes.add(new Outcome.Faulted(file.name, file.path.toString(), faults));
        }
    }

    void tellWithdrawn(TrackedFile file) {
        claim(file, List.of());
        if (file.wasTold()) {
            outcomes.add(new Outcome.Withdrawn(file.name, file.path.toString()));
        }
        file.toldDigest = null;
        file.toldFaults = null;
    }

    private void claim(TrackedFile file, List<SocketDecree> sockets) {
        file.claims.forEach(claims::remove);
        Set<Path> paths = new LinkedHashSet<>();
        sockets.forEach(socket -> paths.add(Path.of(socket.path()).normalize()));
        paths.forEach(path -> claims.put(path, file.name));
        file.claims = paths;
    }
}
