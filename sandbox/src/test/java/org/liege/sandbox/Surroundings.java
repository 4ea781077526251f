package org.liege.sandbox;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Confinements for tests: the plainest one, and single changes to it. */
final class Surroundings {
    static final List<String> ENVIRONMENT = List.of("PATH=/usr/bin:/bin", "HOME=/", "LANG=C.UTF-8");

    private Surroundings() {}

    static Confinement of(String... command) {
        return in("/", ENVIRONMENT, command);
    }

    static Confinement in(String directory, List<String> environment, String... command) {
        return new Confinement(
                List.of(command),
                directory,
                environment,
                022,
                Optional.empty(),
                Rlimits.INHERITED,
                OptionalLong.empty(),
                0,
                false,
                false,
                false);
    }

    static Confinement sh(String script) {
        return of("/bin/sh", "-c", script);
    }

    static Confinement as(RunAs who, Confinement c) {
        return new Confinement(
                c.command(),
                c.directory(),
                c.environment(),
                c.umask(),
                Optional.of(who),
                c.limits(),
                c.softOpenFiles(),
                c.niceIncrement(),
                c.resetOomScore(),
                c.noNewPrivileges(),
                c.listenPid());
    }

    static Confinement limited(Rlimits limits, OptionalLong soft, Confinement c) {
        return new Confinement(
                c.command(),
                c.directory(),
                c.environment(),
                c.umask(),
                c.runAs(),
                limits,
                soft,
                c.niceIncrement(),
                c.resetOomScore(),
                c.noNewPrivileges(),
                c.listenPid());
    }

    /** Everything asked for at once. */
    static Confinement strict(Confinement c) {
        return new Confinement(
                c.command(),
                c.directory(),
                c.environment(),
                027,
                c.runAs(),
                c.limits(),
                c.softOpenFiles(),
                5,
                true,
                true,
                true);
    }
}
