package org.liege.simulation;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.liege.vassal.Action;
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
     * What is known of one vassal: the open listeners, inode by path (null: it does not listen), where the paths lead, when
     * its last call ends, which call was latest.
     */
    private static final class Place {
        private Map<String, Long> open;
        private final Map<String, Long> disk = new TreeMap<>();
        private long busyUntilMillis;
        private int round;
    }

    private final Timeline timeline;
    private final Dice dice;
    private final Weather weather;
    private final Post post;
    private final Map<String, Place> places = new HashMap<>();
    private final Map<Long, Integer> backlogs = new HashMap<>();
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

    void listen(String vassal, Action.Listen order, Condition matters) {
        Place place = place(vassal);
        int round = place.round;
        inLine(vassal, () -> {
            // A call that was overtaken by a later order to close is neither made nor answered.
            if (matters.holds() && place.round == round) {
                listenNow(vassal, place, order);
            }
        });
    }

    private void listenNow(String vassal, Place place, Action.Listen order) {
        List<String> wanted = paths(order.decree());
        // What is no longer decreed goes first, as in the real one.
        if (place.open != null && !order.keepOthers()) {
            place.open.keySet().retainAll(wanted);
            place.disk.keySet().retainAll(wanted);
        }
        if (weather.listenFails()) {
            answer(vassal, place, new Fact.ListenFailed("could not bind: address in use (EADDRINUSE)"));
            return;
        }
        open(place, wanted);
        order.decree().sockets().forEach(socket -> backlogs.put(place.open.get(socket.path()), socket.backlog()));
        List<VassalView.SocketView> views = order.decree().sockets().stream()
                .map(socket -> new VassalView.SocketView(socket.path(), place.open.get(socket.path()), "master",
                        socket.backlog(), socket.backlog()))
                .toList();
        answer(vassal, place, new Fact.Listening(views));
    }

    /** One that is open and where its path leads to stays; the others are made anew. */
    private void open(Place place, List<String> paths) {
        place.open = place.open == null ? new TreeMap<>() : place.open;
        for (String path : paths) {
            place.open.computeIfAbsent(path, anew -> nextInode++);
        }
        place.disk.putAll(place.open);
    }

    private static List<String> paths(Decree decree) {
        return decree.sockets().stream().map(SocketDecree::path).toList();
    }

    /** Answers come in the order of the calls, and before those of later calls. */
    private void answer(String vassal, Place place, Fact fact) {
        int round = place.round;
        long delay = weather.latency();
        place.busyUntilMillis = Math.max(place.busyUntilMillis, timeline.nowMillis() + delay);
        timeline.in(delay, () -> {
            if (places.get(vassal) == place && place.round == round) {
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
                place.disk.clear();
            }
        });
    }

    boolean open(String vassal, Decree decree) {
        Map<String, Long> open = place(vassal).open;
        return open != null && open.keySet().containsAll(paths(decree));
    }

    /** What a worker that is started now inherits: inode by path. */
    Map<String, Long> inherited(String vassal, Decree decree) {
        Map<String, Long> inherited = new TreeMap<>(place(vassal).open);
        inherited.keySet().retainAll(paths(decree));
        return inherited;
    }

    /** The open listeners, inode by path. */
    Map<String, Long> open(String vassal) {
        Map<String, Long> open = place(vassal).open;
        return open == null ? Map.of() : Collections.unmodifiableMap(new TreeMap<>(open));
    }

    /** Where its paths lead: inode by path, also of listeners that are closed. */
    Map<String, Long> paths(String vassal) {
        return place(vassal).disk;
    }

    int backlog(long inode) {
        return backlogs.getOrDefault(inode, 0);
    }

    /** A new master takes back what a survivor holds, as far as the paths still lead there; the paths that do not. */
    List<String> takenBack(Process survivor) {
        Place place = place(survivor.vassal);
        place.open = place.open == null ? new TreeMap<>() : place.open;
        List<String> lost = new ArrayList<>();
        survivor.inherited.forEach((path, inode) -> {
            if (inode.equals(place.disk.get(path))) {
                place.open.put(path, inode);
            } else {
                lost.add(path);
            }
        });
        return lost;
    }

    Optional<String> losePath(String vassal) {
        Place place = place(vassal);
        if (place.open == null || place.open.isEmpty()) {
            return Optional.empty();
        }
        String lost = dice.pick(List.copyOf(place.open.keySet()));
        place.open.remove(lost);
        place.disk.remove(lost);
        return Optional.of(lost);
    }

    /** The master died, and its hold on listeners with it; the paths stay. */
    void masterDied() {
        places.replaceAll((name, old) -> {
            Place place = new Place();
            place.disk.putAll(old.disk);
            return place;
        });
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
