package org.liege.decree;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.Map;

/** An I/O failure in words, with the errno's name where the JDK lets it be known. */
final class Cause {
    // The JDK puts strerror(3)'s text, and nothing else, into FileSystemException.getReason().
    private static final Map<String, String> ERRNO = Map.of(
            "No such device or address", "ENXIO",
            "Not a directory", "ENOTDIR",
            "Is a directory", "EISDIR",
            "Input/output error", "EIO",
            "Stale file handle", "ESTALE",
            "Too many open files", "EMFILE",
            "Too many open files in system", "ENFILE",
            "File name too long", "ENAMETOOLONG",
            "Transport endpoint is not connected", "ENOTCONN",
            "Permission denied", "EACCES");

    private Cause() {}

    static String of(IOException failure) {
        if (failure instanceof NoSuchFileException) {
            return "no such file or directory (ENOENT)";
        }
        if (failure instanceof AccessDeniedException) {
            return "permission denied (EACCES)";
        }
        if (failure instanceof NotDirectoryException) {
            return "not a directory (ENOTDIR)";
        }
        String reason = failure instanceof FileSystemException named && named.getReason() != null
                ? named.getReason()
                : String.valueOf(failure.getMessage());
        // The JDK adds "or unable to access attributes of symbolic link" where it is not sure.
        if (failure instanceof FileSystemLoopException || reason.startsWith("Too many levels of symbolic links")) {
            return "too many levels of symbolic links (ELOOP)";
        }
        String errno = ERRNO.get(reason);
        return Quoted.plain(reason) + (errno == null ? "" : " (" + errno + ")");
    }
}
