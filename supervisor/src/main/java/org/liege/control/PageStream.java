package org.liege.control;

import java.util.ArrayList;
import java.util.List;
import org.liege.protocol.AppList;
import org.liege.realm.Snapshot;
import org.liege.vassal.Fault;
import org.liege.vassal.Moment;
import org.liege.vassal.VassalView;

/**
 * A page of apps, written slice by slice as its reader takes it. It holds references to immutable views, so that a
 * reader who never reads costs those and one slice.
 */
final class PageStream implements Story {
    private final List<VassalView> apps;
    private final List<Fault> refused;
    private final Moment asOf;
    private final AppList.Frame frame;
    private final Portrait portrait;
    private final String opening;
    private int written = -1;
    private boolean ended;

    private PageStream(
            Snapshot snapshot, Moment asOf, List<VassalView> apps, String next, Portrait portrait, boolean event) {
        this.apps = apps;
        this.refused = portrait.tellsAll() ? snapshot.refused() : List.of();
        this.asOf = asOf;
        this.frame = AppList.frame(Portrait.instant(asOf), snapshot.sequence(), next);
        this.portrait = portrait;
        this.opening = event ? "{\"event\":\"snapshot\"," + frame.opening().substring(1) : frame.opening();
    }

    static PageStream of(Snapshot snapshot, Moment asOf, Call.Apps call, Portrait portrait) {
        List<VassalView> page = new ArrayList<>();
        List<VassalView> all = snapshot.vassals();
        boolean more = false;
        for (int at = call.after() == null ? 0 : snapshot.positionAfter(call.after()); at < all.size() && !more; at++) {
            VassalView view = all.get(at);
            if (call.state() == null || view.state() == call.state()) {
                more = page.size() == call.limit();
                if (!more) {
                    page.add(view);
                }
            }
        }
        String next = more ? page.get(page.size() - 1).name() : null;
        return new PageStream(snapshot, asOf, page, next, portrait, false);
    }

    /** All apps, or those named {@code app}, as the event that events begin with. */
    static PageStream snapshot(Snapshot snapshot, Moment asOf, String app, Portrait portrait) {
        List<VassalView> apps = app == null ? snapshot.vassals() : snapshot.find(app).stream().toList();
        Snapshot part = app == null ? snapshot : new Snapshot(snapshot.sequence(), snapshot.asOf(), apps, List.of());
        return new PageStream(part, asOf, apps, null, portrait, true);
    }

    /** Without the views, which the daemon mostly has anyway. */
    @Override
    public int heldBytes() {
        return 8 * apps.size();
    }

    @Override
    public boolean ended() {
        return ended;
    }

    @Override
    public boolean idle() {
        return false;
    }

    @Override
    public void fill(Reply out, int mostBytes) {
        while (!ended && out.size() < mostBytes) {
            piece(out);
        }
    }

    /** The opening, an app, the text between, a refused file or the closing: {@code written} counts them all. */
    private void piece(Reply out) {
        int fault = written - apps.size() - 1;
        if (written < 0) {
            out.text(opening);
        } else if (written < apps.size()) {
            out.text(written == 0 ? "" : ",");
            Secretary.write(out, portrait.draw(apps.get(written), asOf)::writeTo);
        } else if (fault < 0) {
            out.text(frame.between());
        } else if (fault < refused.size()) {
            out.text(fault == 0 ? "" : ",");
            Secretary.write(out, Portrait.fault(refused.get(fault))::writeTo);
        } else {
            out.text(frame.closing());
            ended = true;
        }
        written++;
    }
}
