package org.liege.doctor;

import java.util.List;
import java.util.Optional;

/** What can only be found out by trying. */
public interface Trials {
    /** Why the lengths of listen queues can't be had from sock_diag; empty when they can. */
    Optional<String> queueRefusal();

    /** Why connections to sockets below that directory leave no access time; empty when they do. */
    Optional<String> footprintRefusal(String directory);

    /** Why the kernel's log can't be read; empty when it can. */
    Optional<String> kernelLogRefusal();

    /** Runs a program to its end, some seconds at most; its exit status, -1 when it could not be run or did not end. */
    int run(List<String> command);

    /** The first line of what a program says; empty when it says nothing. */
    Optional<String> firstLine(List<String> command);
}
