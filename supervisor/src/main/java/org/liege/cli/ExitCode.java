package org.liege.cli;

/** What the process ends with; scripts rely on these. */
final class ExitCode {
    /** Done; {@code status APP}: it has a ready worker; {@code check}: no fault. */
    static final int DONE = 0;
    /** It failed, or there are faults. */
    static final int FAILED = 1;
    /** The command line was wrong. */
    static final int USAGE = 2;
    /** {@code status APP}: the app is known but no worker of it is ready. */
    static final int NOT_READY = 3;
    /** No app has that name. */
    static final int NO_APP = 4;
    /** The wait elapsed before the aim was reached. */
    static final int ELAPSED = 5;
    /** No master answered. */
    static final int NO_MASTER = 6;

    private ExitCode() {}
}
