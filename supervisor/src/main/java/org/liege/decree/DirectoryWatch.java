package org.liege.decree;

import io.methvin.watcher.DirectoryChangeEvent;
import io.methvin.watcher.DirectoryChangeListener;
import io.methvin.watcher.DirectoryWatcher;
import io.methvin.watcher.visitor.FileTreeVisitor;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;

/**
 * Wakes the scanner when something happens in a set of directories. Only a hint: events get lost (OVERFLOW, a directory
 * that is replaced, a change of a link's target), so any event, failure or end says no more than "look again", and the
 * scanner looks from time to time anyway. File hashing is off because it swallows a {@code touch}; nothing below the
 * directories is watched. One inotify instance serves all: a user has 128 of them (inotify(7)).
 */
final class DirectoryWatch implements AutoCloseable {
    private final Map<Path, Object> identities;
    private final Consumer<Path> hint;
    private final DirectoryWatcher watcher;
    private volatile boolean closing;
    private volatile boolean ended;

    private DirectoryWatch(Map<Path, Object> identities, Consumer<Path> hint) throws IOException {
        this.identities = Map.copyOf(identities);
        this.hint = Objects.requireNonNull(hint, "hint");
        this.watcher = DirectoryWatcher.builder()
                .paths(List.copyOf(identities.keySet()))
                .watchService(FileSystems.getDefault().newWatchService())
                .fileHashing(false)
                .fileTreeVisitor(new OnlyThemselves())
                .listener(new Hinting())
                .build();
    }

    /**
     * Starts to watch those of the directories that exist; events are told from a thread of its own.
     *
     * @param hint given the path of what changed, or null when that is not known
     */
    static DirectoryWatch start(Set<Path> directories, Consumer<Path> hint) throws IOException {
        DirectoryWatch watch = new DirectoryWatch(identify(directories), hint);
        try {
            watch.run();
            return watch;
        } catch (IOException | RuntimeException e) {
            watch.close();
            throw e;
        }
    }

    private void run() throws IOException {
        if (identities.isEmpty()) {
            return;
        }
        // Registers before it returns; a failure to do so comes back in the future, which is complete then.
        CompletableFuture<Void> running = watcher.watchAsync(DirectoryWatch::inThread);
        if (running.isCompletedExceptionally()) {
            throw new IOException(cause(running));
        }
        running.whenComplete((nothing, failure) -> {
            ended = true;
            if (!closing) {
                hint.accept(null);
            }
        });
    }

    private static void inThread(Runnable task) {
        Thread runner = new Thread(task, "liege-watch");
        runner.setDaemon(true);
        runner.start();
    }

    private static Throwable cause(CompletableFuture<Void> failed) {
        try {
            failed.join();
            return null;
        } catch (CompletionException e) {
            return e.getCause();
        }
    }

    /** Whether it watches just these directories, those that exist, and none that was moved away since. */
    boolean covers(Set<Path> directories) {
        return !ended && identities.equals(identify(directories));
    }

    private static Map<Path, Object> identify(Set<Path> directories) {
        Map<Path, Object> identities = new HashMap<>();
        for (Path directory : directories) {
            try {
                BasicFileAttributes attributes = Files.readAttributes(directory, BasicFileAttributes.class);
                if (attributes.isDirectory() && Files.isReadable(directory)) {
                    identities.put(directory, attributes.fileKey());
                }
            } catch (IOException e) {
                identities.remove(directory);
            }
        }
        return identities;
    }

    @Override
    public void close() {
        closing = true;
        try {
            watcher.close();
        } catch (IOException e) {
            // Nothing is lost: the watch is given up, and the scanner looks without it.
            ended = true;
        }
    }

    /** Registers the directories and nothing below them, and walks over no file. */
    private final class OnlyThemselves implements FileTreeVisitor {
        @Override
        public void recursiveVisitFiles(Path file, Callback onDirectory, Callback onFile) throws IOException {
            if (identities.containsKey(file)) {
                onDirectory.call(file);
            } else {
                hint.accept(file);
            }
        }
    }

    private final class Hinting implements DirectoryChangeListener {
        @Override
        public void onEvent(DirectoryChangeEvent event) {
            hint.accept(event.path());
        }

        @Override
        public void onException(Exception failure) {
            hint.accept(null);
        }
    }
}
