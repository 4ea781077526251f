package org.liege.sandbox;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/**
 * Resource limits, soft and hard alike (setrlimit(2)). Empty means inherited, {@link Long#MAX_VALUE} unlimited.
 *
 * @param openFiles RLIMIT_NOFILE, a number
 * @param processes RLIMIT_NPROC, a number; counts all of the user's threads
 * @param coreBytes RLIMIT_CORE
 * @param addressSpaceBytes RLIMIT_AS
 */
public record Rlimits(
        OptionalLong openFiles, OptionalLong processes, OptionalLong coreBytes, OptionalLong addressSpaceBytes) {
    /** Nothing limited. */
    public static final Rlimits INHERITED =
            new Rlimits(OptionalLong.empty(), OptionalLong.empty(), OptionalLong.empty(), OptionalLong.empty());

    public Rlimits {
        List.of(openFiles, processes, coreBytes, addressSpaceBytes).forEach(Rlimits::check);
    }

    private static void check(OptionalLong limit) {
        if (limit.isPresent() && limit.getAsLong() < 0) {
            throw new IllegalArgumentException("limit " + limit.getAsLong());
        }
    }

    boolean anySet() {
        return !equals(INHERITED);
    }

    /** Options of prlimit(1), which takes bytes where a shell's ulimit counts in blocks. */
    List<String> options() {
        List<String> options = new ArrayList<>();
        add(options, "--nofile", openFiles);
        add(options, "--nproc", processes);
        add(options, "--core", coreBytes);
        add(options, "--as", addressSpaceBytes);
        return options;
    }

    private static void add(List<String> options, String name, OptionalLong limit) {
        limit.ifPresent(value -> {
            String text = text(value);
            options.add(name + "=" + text + ":" + text);
        });
    }

    /** As prlimit(1) and ulimit spell it. */
    static String text(long limit) {
        return limit == Long.MAX_VALUE ? "unlimited" : Long.toString(limit);
    }
}
