package org.liege.sandbox;

import java.nio.charset.StandardCharsets;
import jnr.ffi.Pointer;

/** A {@code struct sockaddr_un} of a path, ready for bind(2) and connect(2). */
record UnixAddress(Pointer memory, int length) {
    static final int AF_UNIX = 1;
    static final int SOCK_STREAM = 1;
    static final int SOCK_DGRAM = 2;
    static final int SOCK_NONBLOCK = 0x800;
    static final int SOCK_CLOEXEC = 0x80000;
    /** sun_path holds 108 bytes, one of which we spend on the final NUL (unix(7)). */
    static final int MOST_BYTES = 107;

    private static final int FAMILY_BYTES = 2;

    /** @param verb the first word for the exception, as in "bind" */
    static UnixAddress of(String path, String verb) throws KernelException {
        byte[] bytes = path.getBytes(StandardCharsets.UTF_8);
        if (bytes.length > MOST_BYTES) {
            throw new KernelException(
                    verb,
                    path,
                    ErrorNumber.ENAMETOOLONG,
                    "the path has " + bytes.length + " bytes, a socket's holds " + MOST_BYTES);
        }
        Pointer memory = Native.allocate(FAMILY_BYTES + bytes.length + 1);
        memory.putShort(0, (short) AF_UNIX);
        memory.put(FAMILY_BYTES, bytes, 0, bytes.length);
        return new UnixAddress(memory, FAMILY_BYTES + bytes.length + 1);
    }
}
