package org.liege.control;

import java.util.List;
import java.util.Optional;
import org.liege.control.Secretary.Manner;
import org.liege.protocol.History;
import org.liege.protocol.Problem;
import org.liege.realm.Annals;
import org.liege.realm.Snapshot;
import org.liege.vassal.VassalView;

/** Tells what has happened, and goes on telling. */
final class Herald {
    /** nginx would hold events back until it has a buffer full of them. */
    private static final List<Header> UNBUFFERED = List.of(new Header("X-Accel-Buffering", "no"));

    private final Desk desk;

    Herald(Desk desk) {
        this.desk = desk;
    }

    void events(Call.Events call, Subscription wanted, Visitor visitor, Manner manner) {
        // Before anything is read: what is published from here on wakes it.
        if (!manner.headOnly() && !desk.audience.join(visitor)) {
            Problem busy = Problem.of(503, Problem.Code.BUSY, "more than " + Limits.FOLLOWERS + " follow events already");
            desk.secretary.problem(desk.reply, manner, busy, null);
            return;
        }
        Snapshot snapshot = desk.court.latest();
        Annals annals = desk.court.annals();
        boolean resumes = wanted.after() >= 0
                && wanted.after() <= snapshot.sequence()
                && annals.after(wanted.after()) != Annals.LOST;
        if (!resumes && call.app() != null && snapshot.find(call.app()).isEmpty()) {
            desk.audience.leave(visitor);
            desk.secretary.problem(desk.reply, manner, Problem.unknownApp(call.app()), null);
            return;
        }
        String type = wanted.serverSent() ? "text/event-stream" : "application/x-ndjson";
        desk.secretary.openStream(desk.reply, manner, type, UNBUFFERED);
        if (!manner.headOnly()) {
            long from = resumes ? wanted.after() : snapshot.sequence();
            begin(call.app(), wanted.serverSent(), from, resumes ? null : snapshot, visitor, manner);
        }
    }

    /** {@code snapshot}: null when it goes on from before. */
    private void begin(
            String app, boolean serverSent, long from, Snapshot snapshot, Visitor visitor, Manner manner) {
        boolean tellAll = visitor.door().tellsAll();
        Annals annals = desk.court.annals();
        PageStream first = snapshot == null
                ? null
                : PageStream.snapshot(snapshot, desk.asOf(snapshot), app, new Portrait(tellAll, desk.court::latestQueue));
        EventStream stream = new EventStream(
                annals, desk.press, tellAll, serverSent, app, annals.after(from), first, from);
        Delivery delivery = new Delivery(stream, manner.minorVersion() > 0);
        delivery.slice(desk.reply, desk.scratch);
        visitor.follow(delivery);
    }

    void history(String name, Door door, Manner manner) {
        Snapshot snapshot = desk.court.latest();
        Optional<VassalView> view = snapshot.find(name);
        if (view.isEmpty()) {
            desk.secretary.problem(desk.reply, manner, Problem.unknownApp(name), null);
            return;
        }
        History history = new History(
                name,
                Portrait.instant(desk.asOf(snapshot)),
                snapshot.sequence(),
                Portrait.causeWord(view.get()),
                desk.court.annals().history(name).stream()
                        .filter(entry -> door.tellsAll() || entry.fitForStrangers())
                        .map(entry -> EventPress.event(entry, door.tellsAll()))
                        .toList());
        desk.secretary.answer(desk.reply, manner, 200, history);
    }
}
