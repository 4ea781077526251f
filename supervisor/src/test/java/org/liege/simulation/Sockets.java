package org.liege.simulation;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.liege.vassal.Decree;
import org.liege.vassal.Fact;
import org.liege.vassal.SocketDecree;
import org.liege.vassal.VassalView;

/** The truth about listeners, and the line in which one vassal's kernel calls wait for one another. */
final class Sockets {
    /** Whether something still matters. */
    interface Condition {
        boolean holds();
    }

    /**
     * What is known of one vassal: open paths (null: it does not listen), when its last call ends, which call was
     * latest.
     */
    private static final class Place {
        private Set<String> open;
        private long busyUntilMillis;
        private int round;
    }

    private final Timeline timeline;
    private final Dice dice;
    private final Weather weather;
    private final Post post;
    private final Map<String, Place> places = new HashMap<>();
    private long nextInode = 1_000;

    Sockets(Timeline timeline, Dice dice, Weather weather, Post post) {
        this.timeline = timeline;
        this.dice = dice;
        this.weather = weather;
        this.post = post;
    }

    /** Runs it after everything that was asked before for this vassal. */
    void inLine(String vassal, Runnable call) {
        Place place = place(vassal);
        place.busyUntilMillis = Math.max(timeline.nowMillis(), place.busyUntilMillis) + weather.latency();
        timeline.at(place.busyUntilMillis, call);
    }

    void listen(String vassal, Decree decree, Condition matters) {
        Place place = place(vassal);
        int round = place.round;
        inLine(vassal, () -> {
            // A call that was overtaken by a later order to close is neither made nor answered.
            if (matters.holds() && place.round == round) {
                listenNow(vassal, place, decree);
            }
        });
    }

    private void listenNow(String vassal, Place place, Decree decree) {
        Set<String> wanted = new TreeSet<>(decree.sockets().stream().map(SocketDecree::path).toList());
        if (weather.listenFails()) {
            // What is no longer decreed went first, as in the real one.
            if (place.open != null) {
                place.open.retainAll(wanted);
            }
            answer(vassal, place, new Fact.ListenFailed("could not bind: address in use (EADDRINUSE)"));
            return;
        }
        place.open = wanted;
        List<VassalView.SocketView> views = decree.sockets().stream()
                .map(socket -> new VassalView.SocketView(socket.path(), nextInode++, "master", socket.backlog(),
                        socket.backlog()))
                .toList();
        answer(vassal, place, new Fact.Listening(views));
    }

    /** Answers come in the order of the calls, and before those of later calls. */
    private void answer(String vassal, Place place, Fact fact) {
        int round = place.round;
        long delay = weather.latency();
        place.busyUntilMillis = Math.max(place.busyUntilMillis, timeline.nowMillis() + delay);
        timeline.in(delay, () -> {
            if (place.round == round) {
                post.deliver(0, vassal, fact);
            }
        });
    }

    void close(String vassal, Condition matters) {
        Place place = place(vassal);
        place.round++;
        inLine(vassal, () -> {
            if (matters.holds()) {
                place.open = null;
            }
        });
    }

    boolean open(String vassal, Decree decree) {
        Set<String> open = place(vassal).open;
        return open != null && decree.sockets().stream().allMatch(socket -> open.contains(socket.path()));
    }

    Optional<String> losePath(String vassal) {
        Place place = place(vassal);
        if (place.open == null || place.open.isEmpty()) {
            return Optional.empty();
        }
        String lost = dice.pick(List.copyOf(place.open));
        place.open.remove(lost);
        return Optional.of(lost);
    }

    /** The master died, and what only it held with it. */
    void forgetAll() {
        places.clear();
    }

    List<String> listening() {
        List<String> names = new ArrayList<>();
        places.forEach((name, place) -> {
            if (place.open != null) {
                names.add(name);
            }
        });
        return names;
    }

    private Place place(String vassal) {
        return places.computeIfAbsent(vassal, name -> new Place());
    }
}
