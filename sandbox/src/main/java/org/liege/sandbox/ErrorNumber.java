package org.liege.sandbox;

import jnr.constants.platform.Errno;

/**
 * The errno values that we act on (the same on x86-64 and aarch64, asm-generic/errno.h) and the words for all of them.
 */
final class ErrorNumber {
    static final int EPERM = 1;
    static final int ENOENT = 2;
    static final int ESRCH = 3;
    static final int EINTR = 4;
    static final int ECHILD = 10;
    static final int EAGAIN = 11;
    static final int EACCES = 13;
    static final int EINVAL = 22;
    static final int EPIPE = 32;
    static final int ENAMETOOLONG = 36;
    static final int EMSGSIZE = 90;
    static final int EPROTOTYPE = 91;
    static final int EADDRINUSE = 98;
    static final int ECONNREFUSED = 111;

    private ErrorNumber() {}

    /** Such as {@code EADDRINUSE}; {@code errno 4711} for a number without a name. */
    static String name(int errno) {
        Errno known = Errno.valueOf(errno);
        return known == Errno.__UNKNOWN_CONSTANT__ ? "errno " + errno : known.name();
    }

    /** Such as {@code Address already in use}. */
    static String words(int errno) {
        Errno known = Errno.valueOf(errno);
        return known == Errno.__UNKNOWN_CONSTANT__ ? "unknown error" : known.description();
    }
}
