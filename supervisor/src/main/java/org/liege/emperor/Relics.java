package org.liege.emperor;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.liege.realm.Realm;
import org.liege.sandbox.KernelException;

/** What earlier masters have left in the run directory and nobody needs any more, once it is known who lives on. */
final class Relics {
    private static final Logger LOG = LogManager.getLogger(Relics.class);

    private Relics() {}

    /** Cleans up after the first turn, on the loop's thread. What can't be removed is harmless, and said. */
    static void clear(RunDirectory run, SpareName.Store spares, Realm realm, Estates estates, Subjects subjects) {
        Set<Path> paths = new HashSet<>();
        Set<Long> inodes = new HashSet<>();
        estates.forEach((vassal, estate) -> {
            if (realm.decree(vassal).isEmpty()) {
                estate.unlink();
            }
            estate.holdings().forEach(holding -> {
                inodes.add(holding.socket().inode());
                paths.add(Path.of(holding.decree().path()));
            });
        });
        realm.names().forEach(name -> realm.decree(name)
                .ifPresent(decree -> decree.sockets().forEach(socket -> paths.add(Path.of(socket.path())))));
        Set<Path> messages = new HashSet<>();
        subjects.all().forEach(subject -> messages.add(Path.of(subject.notify.path())));
        spares.keepOnly(inodes);
        try {
            run.keepMessages(messages);
            run.keepApps(paths);
        } catch (IOException | KernelException failure) {
            LOG.warn("could not clean {}: {}", run.root(), failure.toString());
        }
    }
}
