package org.liege.blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;

/** Changes of generation, as they are asked for and as they show from outside. */
final class Rolls {
    private final Realm realm;
    private final String name;

    Rolls(Realm realm, String name) {
        this.realm = realm;
        this.name = name;
    }

    /** The app at rest: so many workers, all ready, and no other generation beside. */
    App settled(int workers) {
        return realm.awaitThat(name, app -> app.state().equals("running") && app.pids().size() == workers
                && app.readyPids().size() == workers);
    }

    void touch() {
        try {
            Files.setLastModifiedTime(realm.file(name), FileTime.from(Instant.now()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits until others have taken over from all of these workers, who have ended. */
    App replaced(App before) {
        App after = realm.awaitThat(name, app -> app.generation() > before.generation()
                && app.state().equals("running")
                && app.readyPids().size() == before.pids().size()
                && app.pids().equals(app.readyPids())
                && Collections.disjoint(app.pids(), before.pids()));
        Until.holds("the old ones have ended", () -> before.pids().stream().noneMatch(Processes::alive));
        return after;
    }

    /** Waits until a worker of another generation is there beside these; returns the newcomers. */
    List<Long> newcomers(App before) {
        App now = realm.awaitThat(name, app -> !before.pids().containsAll(app.pids()));
        return now.pids().stream().filter(pid -> !before.pids().contains(pid)).toList();
    }

    /** The second line of what the app answers. */
    String text() {
        return Http.get(realm.socket(name), "/").lines().skip(1).findFirst().orElse("");
    }

    /** For this long the same workers serve, all of them ready, whatever is tried beside them. */
    App unharmed(App before, Duration span) {
        return realm.watch(name, span, app -> app.running() && app.generation() == before.generation()
                && app.readyPids().containsAll(before.pids()));
    }

    /** Ends a loop of connects and sees that none was turned away. */
    static void assertAllConnected(ConnectLoop loop) throws IOException {
        assertThat(loop.end()).containsOnlyKeys(Connects.Met.CONNECTED);
    }
}
