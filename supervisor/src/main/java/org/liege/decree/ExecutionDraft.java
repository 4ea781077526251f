package org.liege.decree;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.liege.vassal.Execution;
import org.liege.vassal.Identity;
import org.liege.vassal.ResourceLimits;

/** What is executed, as far as it is known. */
final class ExecutionDraft {
    List<String> command;
    String directory;
    final Map<String, String> environment = new LinkedHashMap<>();
    int umask;
    int socketFd;
    boolean emperorPair;
    String stopSignal;
    boolean noNewPrivileges;
    OptionalInt nice = OptionalInt.empty();
    OptionalLong openFiles = OptionalLong.empty();
    OptionalLong processes = OptionalLong.empty();
    OptionalLong coreBytes = OptionalLong.empty();
    OptionalLong addressSpaceBytes = OptionalLong.empty();

    void check(Draft draft) {
        if (nice.orElse(0) < 0 && !draft.surroundings.isRoot()) {
            draft.contradiction("nice", "is negative, which needs the daemon to run as root");
        }
    }

    Execution seal(Identity identity) {
        ResourceLimits limits = new ResourceLimits(openFiles, processes, coreBytes, addressSpaceBytes);
        return new Execution(
                command, directory, environment, umask, identity, limits, nice, noNewPrivileges, socketFd, emperorPair,
                stopSignal);
    }
}
