package org.liege.control;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.liege.control.Secretary.Manner;
import org.liege.protocol.App;
import org.liege.protocol.Direction;
import org.liege.protocol.Problem;
import org.liege.realm.Snapshot;
import org.liege.vassal.VassalView;

/** Answers proxies: may this request pass, shall it be tried again, or what is the visitor told? */
final class Usher {
    private final Desk desk;

    Usher(Desk desk) {
        this.desk = desk;
    }

    /** {@code route}: the answer itself is the status. */
    void route(String name, Attempt attempt, Manner manner) {
        Snapshot snapshot = desk.court.latest();
        Optional<VassalView> view = snapshot.find(name);
        if (view.isPresent()) {
            Ruling ruling = rule(view.get(), attempt);
            Optional<String> again = ruling.passes() ? attempt.retryTo() : Optional.empty();
            answer(view.get(), ruling, ruling.status(), again.map(to -> new Header("X-Accel-Redirect", to)), manner);
        } else if (attempt.unknownTo().isPresent() && Switchboard.isName(name)) {
            desk.secretary.direct(desk.reply, manner, 200, new Direction(name, "unknown", 200, "there is no such app"),
                    List.of(new Header("X-Accel-Redirect", attempt.unknownTo().get()),
                            new Header("X-Liege-State", "unknown")));
        } else {
            desk.secretary.problem(desk.reply, manner, Problem.unknownApp(name), null,
                    List.of(new Header("X-Liege-State", "unknown")));
        }
    }

    /** {@code gate}: 200 or 403, with the true status in {@code X-Liege-Code}. */
    void gate(String name, Attempt attempt, Manner manner) {
        Optional<VassalView> view = desk.court.latest().find(name);
        if (view.isPresent()) {
            Ruling ruling = rule(view.get(), attempt);
            Header code = new Header("X-Liege-Code", Integer.toString(ruling.status()));
            int status = ruling.passes() ? 200 : 403;
            answer(view.get(), ruling, status, ruling.passes() ? Optional.empty() : Optional.of(code), manner);
        } else {
            desk.secretary.direct(desk.reply, manner, 403, new Direction(name, "unknown", 404, "there is no such app"),
                    List.of(new Header("X-Liege-State", "unknown"), new Header("X-Liege-Code", "404")));
        }
    }

    private Ruling rule(VassalView view, Attempt attempt) {
        App app = new Portrait(false, desk.court::freshQueue).draw(view, desk.court.now());
        Ruling ruling = Route.decide(view, app, attempt.taken(), desk.court.now());
        if (ruling.wakes()) {
            desk.court.call(view.name());
        }
        return ruling;
    }

    private void answer(VassalView view, Ruling ruling, int status, Optional<Header> special, Manner manner) {
        List<Header> headers = new ArrayList<>();
        headers.add(new Header("X-Liege-State", view.state().word()));
        special.ifPresent(headers::add);
        if (ruling.retryAfterSeconds() > 0) {
            headers.add(new Header("Retry-After", Long.toString(ruling.retryAfterSeconds())));
        }
        if (ruling.brief()) {
            headers.add(new Header("X-Accel-Expires", "1"));
        }
        Direction direction =
                new Direction(view.name(), view.state().word(), ruling.status(), view.publicReason());
        desk.secretary.direct(desk.reply, manner, status, direction, headers);
    }
}
