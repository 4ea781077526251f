package org.liege.vassal;

import java.util.OptionalLong;

/**
 * Resource limits (setrlimit(2)); each sets soft and hard alike. Empty means inherited from what the daemon was given.
 * {@link Long#MAX_VALUE} means unlimited.
 *
 * @param openFiles RLIMIT_NOFILE
 * @param processes RLIMIT_NPROC
 * @param coreBytes RLIMIT_CORE
 * @param addressSpaceBytes RLIMIT_AS
 */
public record ResourceLimits(
        OptionalLong openFiles, OptionalLong processes, OptionalLong coreBytes, OptionalLong addressSpaceBytes) {
    /** Nothing limited. */
    public static final ResourceLimits INHERITED =
            new ResourceLimits(OptionalLong.empty(), OptionalLong.empty(), OptionalLong.empty(), OptionalLong.empty());
}
