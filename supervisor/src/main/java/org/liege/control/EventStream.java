package org.liege.control;

import org.liege.realm.Annals;
import org.liege.realm.Entry;

/**
 * What one follower is told: a snapshot unless it goes on from before, then every entry of the annals. It holds a position
 * in them and nothing else, so that one who doesn't read costs nothing; who is so slow that the annals forget what is next
 * is told so, and that is the end.
 */
final class EventStream implements Story {
    private final Annals annals;
    private final EventPress press;
    private final boolean tellAll;
    private final boolean serverSent;
    private final String app;
    private PageStream snapshot;
    private final long snapshotSequence;
    private boolean snapshotBegun;
    private long position;
    private boolean dropped;
    private boolean beatDue;
    private boolean ended;

    /**
     * A stream that begins at {@code position} in the annals.
     *
     * @param app only what concerns this one; null for all
     * @param snapshot told before; null for none
     * @param snapshotSequence its sequence
     */
    EventStream(
            Annals annals,
            EventPress press,
            boolean tellAll,
            boolean serverSent,
            String app,
            long position,
            PageStream snapshot,
            long snapshotSequence) {
        this.annals = annals;
        this.press = press;
        this.tellAll = tellAll;
        this.serverSent = serverSent;
        this.app = app;
        this.position = position;
        this.dropped = position == Annals.LOST;
        this.snapshot = snapshot;
        this.snapshotSequence = snapshotSequence;
    }

    /** A sign of life is to be sent, if there is nothing else. */
    void beat() {
        beatDue = true;
    }

    /**
     * It is too slow: what it has not been told it won't be. False when it can't be told even that: it was given up before,
     * or is in the middle of its snapshot.
     */
    boolean giveUp() {
        boolean first = !dropped && !snapshotBegun;
        dropped = true;
        return first;
    }

    @Override
    public boolean ended() {
        return ended;
    }

    @Override
    public boolean idle() {
        return !ended && !dropped && !beatDue && snapshot == null && position == annals.end();
    }

    @Override
    public int heldBytes() {
        return snapshot == null ? 0 : snapshot.heldBytes();
    }

    @Override
    public void fill(Reply out, int mostBytes) {
        int most = Math.min(mostBytes, Limits.EVENT_SLICE_BYTES);
        boolean more = true;
        while (more && !ended && out.size() < most) {
            more = snapshot == null ? tellNext(out) : tellSnapshot(out, most);
        }
    }

    private boolean tellSnapshot(Reply out, int most) {
        if (!snapshotBegun) {
            snapshotBegun = true;
            open(out, snapshotSequence);
        }
        snapshot.fill(out, most);
        if (snapshot.ended()) {
            snapshot = null;
            snapshotBegun = false;
            close(out);
        }
        return true;
    }

    private boolean tellNext(Reply out) {
        Entry entry = dropped || position == annals.end() ? null : annals.at(position);
        if (entry != null) {
            position++;
            if (concerns(entry)) {
                open(out, entry.sequence());
                byte[] json = press.print(entry, tellAll);
                out.write(json, 0, json.length);
                close(out);
            }
            return true;
        }
        if (dropped || position != annals.end()) {
            out.text(serverSent ? "data: " : "");
            out.text("{\"event\":\"dropped\"}");
            close(out);
            ended = true;
        } else if (beatDue && out.isEmpty()) {
            out.text(serverSent ? ":\n\n" : "\n");
        }
        beatDue = false;
        return false;
    }

    private boolean concerns(Entry entry) {
        return (app == null || app.equals(entry.app())) && (tellAll || entry.fitForStrangers());
    }

    private void open(Reply out, long sequence) {
        if (serverSent) {
            out.text("id: ");
            out.decimal(sequence);
            out.text("\ndata: ");
        }
    }

    private void close(Reply out) {
        out.text(serverSent ? "\n\n" : "\n");
    }
}
