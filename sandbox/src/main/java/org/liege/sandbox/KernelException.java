package org.liege.sandbox;

/**
 * The kernel (or the C library) refused something. The message reads
 * {@code could not bind /run/x.sock: Address already in use (EADDRINUSE)}.
 */
public final class KernelException extends Exception {
    private final int errno;

    /** @param verb and noun what was tried, as in "bind" and "/run/x.sock" */
    KernelException(String verb, String noun, int errno) {
        this(verb, noun, errno, ErrorNumber.words(errno));
    }

    /** @param cause words that tell more than the errno's own */
    KernelException(String verb, String noun, int errno, String cause) {
        super(oneLine("could not " + verb + " " + noun + ": " + cause + " (" + ErrorNumber.name(errno) + ")"));
        this.errno = errno;
    }

    /** Names of files may hold anything; a log line must stay one. */
    private static String oneLine(String text) {
        return text.replace("\n", "\\n").replace("\r", "\\r").replaceAll("\\p{Cntrl}", "?");
    }

    /** The number as in errno(3), positive. */
    public int errno() {
        return errno;
    }

    /** Such as {@code EADDRINUSE}. */
    public String errnoName() {
        return ErrorNumber.name(errno);
    }
}
