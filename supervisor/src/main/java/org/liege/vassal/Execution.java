package org.liege.vassal;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;

/**
 * What is executed and in which surroundings. Any change here needs new workers.
 *
 * @param command argv; the first word is searched in PATH when it has no slash
 * @param directory working directory, absolute
 * @param environment the vassal's own keys, in order
 * @param umask file mode creation mask, 0-0777
 * @param identity whom it runs as; null to run as the daemon does
 * @param limits resource limits
 * @param nice niceness, -20..19; empty means 0
 * @param noNewPrivileges whether PR_SET_NO_NEW_PRIVS is set
 * @param socketFd first descriptor of the inherited listeners: 3 (sd_listen_fds(3)) or 0 (inetd style)
 * @param emperorPair whether the worker inherits a silent descriptor after its listeners, named in UWSGI_EMPEROR_FD: uWSGI then
 *     believes that it has an emperor, stays in the foreground, and can't lose him
 * @param stopSignal name without SIG, such as {@code TERM}
 */
public record Execution(
        List<String> command,
        String directory,
        Map<String, String> environment,
        int umask,
        Identity identity,
        ResourceLimits limits,
        OptionalInt nice,
        boolean noNewPrivileges,
        int socketFd,
        boolean emperorPair,
        String stopSignal) {
    public Execution {
        command = List.copyOf(command);
        environment = java.util.Collections.unmodifiableMap(new java.util.LinkedHashMap<>(environment));
        if (command.isEmpty()) {
            throw new IllegalArgumentException("empty command");
        }
        if (socketFd != 3 && (socketFd != 0 || emperorPair)) {
            throw new IllegalArgumentException("socket-fd " + socketFd);
        }
        Objects.requireNonNull(directory, "directory");
        Objects.requireNonNull(limits, "limits");
        Objects.requireNonNull(nice, "nice");
        Objects.requireNonNull(stopSignal, "stopSignal");
    }
}
