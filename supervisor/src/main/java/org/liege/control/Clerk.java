package org.liege.control;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.liege.control.Secretary.Manner;
import org.liege.protocol.Health;
import org.liege.protocol.Problem;
import org.liege.realm.Court.LoopHealth;
import org.liege.realm.Snapshot;
import org.liege.vassal.VassalView;

/** Carries out calls: reads from the published snapshot, which asks nothing of the loop, and passes orders on to it. */
final class Clerk {
    private static final Logger LOG = LogManager.getLogger(Clerk.class);
    private static final List<String> PRIVATE_COMPLAINTS =
            List.of("the daemon has complaints; control.sock tells them");

    private final Desk desk;
    private final Usher usher;
    private final Herald herald;

    Clerk(Desk desk) {
        this.desk = desk;
        this.usher = new Usher(desk);
        this.herald = new Herald(desk);
    }

    /** Puts the answer into the desk's reply, or seats the visitor until there is one; tells in which manner. */
    Manner serve(RequestHead head, Visitor visitor) throws IOException {
        Call call = Switchboard.connect(visitor.door(), head);
        Manner asked = Manner.of(head);
        boolean endless = call instanceof Call.Events || call instanceof Call.Apps && asked.minorVersion() == 0;
        Manner manner = endless ? asked.closing() : asked;
        if (call instanceof Call.OneApp one) {
            app(one.name(), visitor.door(), manner);
        } else if (call instanceof Call.Apps apps) {
            apps(apps, visitor, manner);
        } else if (call instanceof Call.Events events) {
            herald.events(events, Subscription.of(events, head), visitor, manner);
        } else if (call instanceof Call.History history) {
            herald.history(history.name(), visitor.door(), manner);
        } else if (call instanceof Call.Route route) {
            route(route, Attempt.of(head), manner);
        } else if (call instanceof Call.Order order) {
            order(order, visitor, manner);
        } else if (call instanceof Call.Confirm) {
            LOG.info("the loss of vassals confirmed by {}", visitor.peer());
            desk.court.confirm();
            health(visitor.door(), manner);
        } else if (call instanceof Call.Health) {
            health(visitor.door(), manner);
        } else if (call instanceof Call.Refused refused) {
            refuse(refused, visitor, manner);
        }
        return manner;
    }

    private void route(Call.Route route, Attempt attempt, Manner manner) {
        if (route.gate()) {
            usher.gate(route.name(), attempt, manner);
        } else {
            usher.route(route.name(), attempt, manner);
        }
    }

    private void app(String name, Door door, Manner manner) {
        Snapshot snapshot = desk.court.latest();
        Optional<VassalView> view = snapshot.find(name);
        if (view.isPresent()) {
            answer(200, view.get(), snapshot, door, manner);
        } else {
            desk.secretary.problem(desk.reply, manner, Problem.unknownApp(name), null);
        }
    }

    /** One app, with its queue read afresh. */
    void answer(int status, VassalView view, Snapshot snapshot, Door door, Manner manner) {
        Portrait portrait = new Portrait(door.tellsAll(), desk.court::freshQueue);
        desk.secretary.answer(desk.reply, manner, status, portrait.draw(view, desk.asOf(snapshot)));
    }

    private void apps(Call.Apps call, Visitor visitor, Manner manner) {
        Portrait portrait = new Portrait(visitor.door().tellsAll(), desk.court::latestQueue);
        desk.secretary.openStream(desk.reply, manner, "application/json", List.of());
        if (!manner.headOnly()) {
            Snapshot snapshot = desk.court.latest();
            PageStream page = PageStream.of(snapshot, desk.asOf(snapshot), call, portrait);
            Delivery delivery = new Delivery(page, manner.minorVersion() > 0);
            delivery.slice(desk.reply, desk.scratch);
            visitor.follow(delivery);
        }
    }

    private void order(Call.Order order, Visitor visitor, Manner manner) throws IOException {
        LOG.info("{} {} ordered by {}", order.verb().word(), order.name(), visitor.peer());
        desk.waitingRoom.order(order, visitor, manner);
    }

    private void refuse(Call.Refused refused, Visitor visitor, Manner manner) throws IOException {
        if (refused.problem().code() == Problem.Code.WRONG_DOOR) {
            LOG.warn("an order at the query door refused to {}", visitor.peer());
        }
        desk.secretary.problem(desk.reply, manner, refused.problem(), refused.allow());
    }

    private void health(Door door, Manner manner) {
        Snapshot snapshot = desk.court.latest();
        LoopHealth loop = desk.court.health();
        List<String> complaints = new ArrayList<>(loop.complaints());
        boolean stuck = loop.sinceTurnMillis() > Limits.LOOP_STALL_MILLIS;
        if (stuck) {
            complaints.add("the loop's last turn was " + loop.sinceTurnMillis() + " ms ago");
        }
        boolean healthy = loop.healthy() && !stuck;
        Health health = new Health(
                healthy,
                Portrait.instant(desk.asOf(snapshot)),
                loop.sinceTurnMillis(),
                snapshot.vassals().size(),
                snapshot.sequence(),
                door.tellsAll() || complaints.isEmpty() ? complaints : PRIVATE_COMPLAINTS);
        desk.secretary.answer(desk.reply, manner, healthy ? 200 : 503, health);
    }
}
