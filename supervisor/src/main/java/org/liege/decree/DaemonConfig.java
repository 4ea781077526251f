package org.liege.decree;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * How the daemon itself is set up: {@code liege.ini}, flags and environment taken together.
 *
 * @param vassals directories, {@code .ini} files or globs of either; absolute, in order
 * @param runDirectory {@code {run}}, absolute
 * @param logDirectory absolute
 * @param proxyGid group of {@code query.sock} and, where {@code chown-socket} names none, of vassals' sockets
 * @param maxStarting how many vassals may be starting at once, at least 1
 * @param adoptOnly whether it takes over what runs, starts nothing and acts on no edit
 * @param readyFd an inherited pipe that is told when the doors answer
 * @param vassalDefaults absolute
 * @param hook what is run when states change; may be none
 * @param settings every key with what holds and where it comes from, for printing
 */
public record DaemonConfig(
        List<String> vassals,
        Path runDirectory,
        Path logDirectory,
        int proxyGid,
        int maxStarting,
        boolean adoptOnly,
        OptionalInt readyFd,
        Optional<Path> vassalDefaults,
        HookDecree hook,
        List<Setting> settings) {
    public DaemonConfig {
        vassals = List.copyOf(vassals);
        settings = List.copyOf(settings);
        Objects.requireNonNull(vassalDefaults, "vassalDefaults");
        Objects.requireNonNull(hook, "hook");
        if (vassals.isEmpty() || !runDirectory.isAbsolute() || !logDirectory.isAbsolute() || maxStarting < 1) {
            throw new IllegalArgumentException("incomplete configuration");
        }
    }

    /**
     * One value that holds.
     *
     * @param origin {@code command line}, the name of an environment variable, {@code file:line}, or {@code default}
     */
    public record Setting(String key, String value, String origin) {
        public Setting {
            Objects.requireNonNull(key, "key");
            Objects.requireNonNull(value, "value");
            Objects.requireNonNull(origin, "origin");
        }

        @Override
        public String toString() {
            return key + " = " + value + "  (" + origin + ")";
        }
    }

    /** What vassal files are read against. */
    public Surroundings surroundings(Accounts accounts, java.util.Map<String, String> environment) {
        return new Surroundings(accounts, environment, runDirectory, proxyGid);
    }
}
