package org.liege.decree;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * One {@code vassals} value: a directory, a file that ends with {@code .ini}, or a glob of either, such as
 * {@code /home/*}{@code /vassals}. In a glob {@code * ? [..] {..}} match within one name and never a leading dot.
 *
 * @param path absolute and normal, its names possibly globs
 */
record SourcePattern(Path path) {
    SourcePattern {
        Objects.requireNonNull(path, "path");
        if (!path.isAbsolute()) {
            throw new IllegalArgumentException("not absolute: " + path);
        }
    }

    boolean isGlob() {
        return isGlob(path.toString());
    }

    private static boolean isGlob(String text) {
        return text.chars().anyMatch(c -> "*?[{".indexOf(c) >= 0);
    }

    /** Whether it names vassal files themselves, not directories of them. */
    boolean namesFiles() {
        return path.getFileName() != null && path.getFileName().toString().endsWith(VassalName.SUFFIX);
    }

    /** The names before the first glob: when even that directory cannot be listed, nothing is known. */
    Path root() {
        Path root = path.getRoot();
        for (Path name : path) {
            if (isGlob(name.toString())) {
                return root;
            }
            root = root.resolve(name);
        }
        return root;
    }

    /** What matches now, sorted. Fails when the root can't be listed; what can't be listed below it does not match. */
    List<Path> expand(Disk disk) throws IOException {
        if (!isGlob()) {
            return List.of(path);
        }
        Path root = root();
        disk.list(root);
        List<Path> found = List.of(root);
        for (int i = root.getNameCount(); i < path.getNameCount(); i++) {
            found = descend(disk, found, path.getName(i).toString(), i + 1 == path.getNameCount());
        }
        return found;
    }

    private List<Path> descend(Disk disk, List<Path> from, String name, boolean last) throws IOException {
        List<Path> found = new ArrayList<>();
        for (Path directory : from) {
            if (isGlob(name)) {
                found.addAll(matches(disk, directory, name));
            } else if (!last || exists(disk, directory.resolve(name))) {
                found.add(directory.resolve(name));
            }
            if (found.size() > Limits.DIRECTORIES) {
                throw new IOException("more than " + Limits.DIRECTORIES + " matches");
            }
        }
        found.sort(null);
        return found;
    }

    private static List<Path> matches(Disk disk, Path directory, String glob) throws IOException {
        PathMatcher matcher = FileSystems.getDefault().getPathMatcher("glob:" + glob);
        List<Path> found = new ArrayList<>();
        for (Path entry : listOrNothing(disk, directory)) {
            Path name = entry.getFileName();
            if (!name.toString().startsWith(".") && matcher.matches(name)) {
                found.add(entry);
            }
        }
        return found;
    }

    private static List<Path> listOrNothing(Disk disk, Path directory) throws IOException {
        try {
            return disk.list(directory);
        } catch (NoSuchFileException | NotDirectoryException | java.nio.file.AccessDeniedException e) {
            return List.of();
        }
    }

    private static boolean exists(Disk disk, Path path) throws IOException {
        try {
            disk.stamp(path, true);
            return true;
        } catch (java.nio.file.FileSystemException e) {
            return false;
        }
    }
}
