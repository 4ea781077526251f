package org.liege.doctor;

import java.util.Objects;
import java.util.Optional;

/**
 * Who is examined: the process that the master would be.
 *
 * @param uid its effective user
 * @param apps where vassals' sockets are; need not exist yet
 * @param path of its environment, for the tools that start workers
 * @param openFiles the hard limit; MAX_VALUE for none
 * @param java version of the virtual machine
 */
public record Patient(int uid, String apps, String path, long openFiles, String java) {
    public Patient {
        Objects.requireNonNull(apps, "apps");
        Objects.requireNonNull(path, "path");
        Objects.requireNonNull(java, "java");
    }

    boolean root() {
        return uid == 0;
    }

    /** Absolute path of a tool, looked for where the master looks for it. */
    Optional<String> tool(String name, Records records) {
        for (String directory : (path + ":/usr/sbin:/usr/bin:/sbin:/bin").split(":")) {
            String candidate = directory + "/" + name;
            if (directory.startsWith("/") && records.executable(candidate)) {
                return Optional.of(candidate);
            }
        }
        return Optional.empty();
    }
}
