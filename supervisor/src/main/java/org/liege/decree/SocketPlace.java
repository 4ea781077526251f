package org.liege.decree;

import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/** Where a socket may lie. */
final class SocketPlace {
    private SocketPlace() {}

    /** @param text an absolute path, as it will be bound */
    static void check(String text, Path run) throws BadValue {
        int bytes = text.getBytes(StandardCharsets.UTF_8).length;
        if (bytes > Limits.SOCKET_PATH_BYTES) {
            throw new BadValue("makes a path of " + bytes + " bytes, and a Unix socket's has at most "
                    + Limits.SOCKET_PATH_BYTES + ": " + Quoted.text(text));
        }
        Path path = path(text);
        if (path.getParent() == null || text.endsWith("/")) {
            throw new BadValue("needs the path of a Unix socket, not " + Quoted.text(text));
        }
        if (path.startsWith(run) && !path.getParent().equals(apps(run))) {
            throw new BadValue(
                    "lies inside the run directory but not directly in " + Quoted.text(apps(run).toString()));
        }
    }

    /** Whether it lies in the daemon's own directory of sockets. */
    static boolean isApps(String text, Path run) throws BadValue {
        return path(text).getParent().equals(apps(run));
    }

    private static Path path(String text) throws BadValue {
        try {
            return Path.of(text).normalize();
        } catch (InvalidPathException e) {
            throw new BadValue("needs a path, not " + Quoted.text(text));
        }
    }

    static Path apps(Path run) {
        return run.resolve("apps");
    }
}
