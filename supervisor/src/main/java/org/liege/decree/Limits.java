package org.liege.decree;

/** Every limit on what is read, in one place. */
final class Limits {
    /** Bytes of one file. */
    static final int FILE_BYTES = 256 * 1024;
    /** Bytes of one line, without its end. */
    static final int LINE_BYTES = 8 * 1024;
    /** Lines of one file. */
    static final int LINES = 4096;
    /** Faults reported of one file; a last one says that there are more. */
    static final int FAULTS = 100;
    /** Characters of a value once its placeholders are resolved; bounds what a chain of {@code %(key)} can grow to. */
    static final int VALUE_CHARS = 8 * 1024;
    /** Characters of a value that a message repeats. */
    static final int QUOTED_CHARS = 120;
    /** Words of one command. */
    static final int COMMAND_WORDS = 256;
    /** {@code env} keys of one vassal. */
    static final int ENVIRONMENT = 256;
    /** {@code add-gid} keys of one vassal. */
    static final int GROUPS = 64;
    /** {@code socket} keys of one vassal. */
    static final int SOCKETS = 16;
    /** Bytes of a Unix socket's path: sun_path of unix(7) less the closing NUL. */
    static final int SOCKET_PATH_BYTES = 107;
    /** {@code name.*} keys of one vassal. */
    static final int METADATA = 64;
    /** Characters of one metadata value. */
    static final int METADATA_CHARS = 256;
    /** Longest duration that a key takes: 30 days. */
    static final long DURATION_MILLIS = 30L * 24 * 3600 * 1000;
    /** Directories that globs may name together. */
    static final int DIRECTORIES = 10_000;
    /** Names that are listed in one vassals directory. */
    static final int DIRECTORY_NAMES = 100_000;
    /** Faulty files that are judged again at one look though they did not change. */
    static final int RETRIES = 200;
    /** Refused files that are listed. */
    static final int REFUSED = 1000;

    /** Options that a [uwsgi] section and all that it includes come to, loops unrolled. */
    static final int OPTIONS = 10_000;
    /** Files included within one another; uWSGI has no limit and runs out of stack. */
    static final int INCLUDES = 32;
    /** References resolved in one value. */
    static final int REPLACEMENTS = 1000;
    /** Files whose change is watched for one [uwsgi] vassal, beside its own. */
    static final int COMPANIONS = 256;

    private Limits() {}
}
