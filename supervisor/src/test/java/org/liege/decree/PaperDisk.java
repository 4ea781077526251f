package org.liege.decree;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.liege.vassal.Moment;

/**
 * A file system of paper, with its own clock: both clocks stand at {@link #START} at first and advance together. Files
 * are stamped with the clock's time; each change gives a new ctime.
 */
final class PaperDisk implements Disk {
    static final long START = 1_000_000_000L;
    private static final int LINKS_MAX = 8;

    final Map<Path, Node> nodes = new TreeMap<>();
    final Set<Path> unlistable = new HashSet<>();
    final Set<Path> unreadable = new HashSet<>();
    final Map<Path, Writers.Writing> writing = new HashMap<>();
    /** Runs once, in the middle of the next read. */
    Runnable duringRead = () -> {};
    int reads;
    int lists;
    int stamps;
    private long millis = START;
    private long inodes;
    private long changes;

    /** One file: an inode's worth. */
    static final class Node {
        FileStamp.Kind kind = FileStamp.Kind.FILE;
        byte[] content = {};
        Path target;
        long inode;
        long modifiedNanos;
        long changedNanos;
    }

    PaperDisk() {
        directory("/vassals");
    }

    Moment now() {
        return new Moment(millis, millis);
    }

    PaperDisk pass(long duration) {
        millis += duration;
        return this;
    }

    Path directory(String path) {
        return put(path, FileStamp.Kind.DIRECTORY, "").path();
    }

    /** A path and its node. */
    record Put(Path path, Node node) {}

    Put put(String path, FileStamp.Kind kind, String content) {
        Node node = new Node();
        node.kind = kind;
        node.inode = ++inodes;
        nodes.put(Path.of(path), node);
        change(node, content);
        return new Put(Path.of(path), node);
    }

    private void change(Node node, String content) {
        node.content = content.getBytes(StandardCharsets.UTF_8);
        node.modifiedNanos = tick();
        node.changedNanos = node.modifiedNanos;
    }

    private long tick() {
        return millis * 1_000_000 + ++changes;
    }

    /** A new file, as a rename puts it there. */
    void file(String path, String content) {
        put(path, FileStamp.Kind.FILE, content);
    }

    /** The same file with other content. */
    void edit(String path, String content) {
        change(nodes.get(Path.of(path)), content);
    }

    void touch(String path) {
        Node node = nodes.get(Path.of(path));
        node.modifiedNanos = tick();
        node.changedNanos = node.modifiedNanos;
    }

    /** As chmod(1) or ln(1) does. */
    void changeInodeOnly(String path) {
        nodes.get(Path.of(path)).changedNanos = tick();
    }

    void link(String path, String target) {
        put(path, FileStamp.Kind.LINK, "").node().target = Path.of(target);
    }

    void remove(String path) {
        nodes.remove(Path.of(path));
    }

    /** mv(1) of a whole directory. */
    void move(String from, String to) {
        Path source = Path.of(from);
        for (Path path : List.copyOf(nodes.keySet())) {
            if (path.startsWith(source)) {
                nodes.put(Path.of(to).resolve(source.relativize(path)), nodes.remove(path));
            }
        }
    }

    private Node find(Path path, boolean follow) throws IOException {
        Path at = path;
        for (int i = 0; i < LINKS_MAX; i++) {
            Node node = nodes.get(at);
            if (node == null) {
                throw new NoSuchFileException(path.toString());
            }
            if (!follow || node.kind != FileStamp.Kind.LINK) {
                return node;
            }
            at = at.resolveSibling(node.target).normalize();
        }
        throw new FileSystemLoopException(path.toString());
    }

    @Override
    public List<Path> list(Path directory) throws IOException {
        lists++;
        if (unlistable.contains(directory)) {
            throw new AccessDeniedException(directory.toString());
        }
        if (!directory.equals(Path.of("/")) && find(directory, true).kind != FileStamp.Kind.DIRECTORY) {
            throw new NotDirectoryException(directory.toString());
        }
        List<Path> entries = new ArrayList<>();
        for (Path path : nodes.keySet()) {
            if (directory.equals(path.getParent())) {
                entries.add(path);
            }
        }
        return entries;
    }

    @Override
    public FileStamp stamp(Path file, boolean follow) throws IOException {
        stamps++;
        Node node = find(file, follow);
        return new FileStamp(node.kind, 1, node.inode, node.content.length, node.modifiedNanos, node.changedNanos);
    }

    @Override
    public byte[] read(Path file, int limit) throws IOException {
        reads++;
        if (unreadable.contains(file)) {
            throw new AccessDeniedException(file.toString());
        }
        byte[] content = find(file, true).content;
        Runnable meanwhile = duringRead;
        duringRead = () -> {};
        meanwhile.run();
        return java.util.Arrays.copyOf(content, Math.min(limit, content.length));
    }

    @Override
    public Writers.Writing writing(Path file) {
        return writing.getOrDefault(file, Writers.Writing.QUIET);
    }
}
