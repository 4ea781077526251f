package org.liege.decree;

import java.nio.file.Path;
import java.util.Objects;

/**
 * One vassal file as it was read.
 *
 * @param name the vassal's name
 * @param path absolute, as listed: links are not resolved
 * @param content its bytes; not copied, and not to be changed by anyone
 * @param stamp when it (and the link to it) was last modified, as text; a {@code touch} changes it
 */
public record VassalFile(String name, Path path, byte[] content, String stamp) {
    public VassalFile {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(content, "content");
        Objects.requireNonNull(stamp, "stamp");
        if (!path.isAbsolute()) {
            throw new IllegalArgumentException("not absolute: " + path);
        }
    }

    Path directory() {
        return path.getParent();
    }
}
