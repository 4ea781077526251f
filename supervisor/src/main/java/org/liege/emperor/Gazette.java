package org.liege.emperor;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import org.liege.control.EventRing;
import org.liege.realm.Annals;
import org.liege.realm.Entry;
import org.liege.realm.Entry.Kind;
import org.liege.realm.Snapshot;
import org.liege.vassal.Cause;
import org.liege.vassal.Fault;
import org.liege.vassal.Moment;
import org.liege.vassal.Reason;
import org.liege.vassal.State;
import org.liege.vassal.VassalView;

/**
 * Turns what happened in a turn into numbered entries of the annals, and numbers the snapshot after them. All but {@link
 * #remark} is called by the loop.
 *
 * <p>Numbers go on from the time at which the master started, in milliseconds: a later master's are higher than any of an
 * earlier one's (unless that made a thousand a second all its life), so that a client who comes back with an old number is
 * never mistaken for one who has seen what this master told.
 */
final class Gazette {
    /** Characters of one entry's words. */
    private static final int MOST_CHARACTERS = 1_000;

    private record Move(String vassal, State from, State to, Reason reason, Moment at) {}

    private final EventRing ring;
    private final Consumer<Entry> listener;
    private final Queue<String> remarks = new ConcurrentLinkedQueue<>();
    private List<Move> moves = new ArrayList<>();
    private long sequence;
    private Snapshot before;
    private Snapshot published;

    /** @param listener is told of every entry, on the loop's thread; it must not block */
    Gazette(long firstSequence, Consumer<Entry> listener) {
        this.sequence = firstSequence;
        this.ring = new EventRing(firstSequence);
        this.listener = listener;
    }

    Annals annals() {
        return ring;
    }

    void moved(String vassal, State from, State to, Reason reason, Moment at) {
        moves.add(new Move(vassal, from, to, reason, at));
    }

    /** News of the hook. From any thread; published with the next turn. */
    void remark(String words) {
        remarks.add(words);
    }

    /** Writes what led to this snapshot, and answers the snapshot as readers are to see it; the same when nothing is new. */
    Snapshot publish(Snapshot snapshot, Moment now) {
        if (snapshot == before && moves.isEmpty() && remarks.isEmpty()) {
            return published;
        }
        long last = sequence;
        Census census = Census.between(before == null ? List.of() : before.vassals(), snapshot.vassals());
        takeMoves(census);
        census.appeared().values().forEach(view -> appeared(view, now));
        census.faults().forEach(view -> faults(view, now));
        census.gone().forEach(view -> write(now, view.name(), Kind.GONE, view.state(), null, Cause.WITHDRAWN, ""));
        for (String words = remarks.poll(); words != null; words = remarks.poll()) {
            write(now, null, Kind.HOOK, null, null, null, words);
        }
        if (sequence == last) {
            sequence++;
        }
        before = snapshot;
        published = new Snapshot(sequence, snapshot.asOf(), snapshot.vassals(), snapshot.refused());
        return published;
    }

    private void takeMoves(Census census) {
        List<Move> taken = moves;
        moves = new ArrayList<>();
        for (Move move : taken) {
            boolean first = census.appeared().remove(move.vassal()) != null;
            if (first && move.from() == move.to()) {
                write(move, Kind.APPEARED);
            } else {
                if (first) {
                    write(move.at(), move.vassal(), Kind.APPEARED, null, move.from(), Cause.DECREED, "");
                }
                write(move, move.from() == move.to() ? Kind.REASON : Kind.STATE);
            }
        }
    }

    private void appeared(VassalView view, Moment now) {
        write(now, view.name(), Kind.APPEARED, null, view.state(), null, view.reason());
    }

    private void faults(VassalView view, Moment now) {
        List<Fault> faults = view.faults();
        String words = faults.isEmpty() ? "nothing is wrong with its file any more" : faults.get(0).toString();
        String more = faults.size() < 2 ? "" : "; and " + (faults.size() - 1) + " more";
        write(now, view.name(), Kind.FAULTS, view.state(), view.state(), null, words + more);
    }

    private void write(Move move, Kind kind) {
        State from = kind == Kind.APPEARED ? null : move.from();
        write(move.at(), move.vassal(), kind, from, move.to(), move.reason().cause(), move.reason().words());
    }

    private void write(Moment at, String vassal, Kind kind, State from, State to, Cause cause, String words) {
        String full = words.isEmpty() && cause != null ? cause.phrase() : words;
        String cut = full.length() <= MOST_CHARACTERS ? full : full.substring(0, MOST_CHARACTERS) + "...";
        Entry entry = new Entry(++sequence, at, vassal, kind, from, to, cause, cut);
        ring.add(entry);
        listener.accept(entry);
    }
}
