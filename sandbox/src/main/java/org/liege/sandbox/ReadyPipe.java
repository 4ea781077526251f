package org.liege.sandbox;

import java.util.OptionalInt;
import jnr.ffi.Pointer;

/**
 * The pipe by which an init that asks for it is told that we are ready: one newline, then it is closed (s6's
 * notification-fd, dinit's ready-notification). Nobody who is started by us inherits it.
 */
public final class ReadyPipe implements AutoCloseable {
    /** Null where nobody wants to know, and when all is told. */
    private Descriptor pipe;

    private ReadyPipe(Descriptor pipe) {
        this.pipe = pipe;
    }

    /**
     * Takes over what we inherited under that number.
     *
     * @param number empty where nobody wants to know
     * @throws KernelException when no pipe is there: it may be anything that the virtual machine has opened meanwhile
     */
    public static ReadyPipe of(OptionalInt number) throws KernelException {
        if (number.isEmpty()) {
            return new ReadyPipe(null);
        }
        int fd = number.getAsInt();
        if (!FileStatus.of(fd).isPipe()) {
            throw new KernelException("tell", "descriptor " + fd + " when ready", ErrorNumber.EBADF, "it is no inherited pipe");
        }
        return new ReadyPipe(Descriptor.of(fd, "keep", "descriptor " + fd));
    }

    /**
     * Writes the line and closes the pipe; only the first time does anything.
     *
     * @throws KernelException when nobody listens any more, which is no reason to end
     */
    public void tell() throws KernelException {
        if (pipe == null) {
            return;
        }
        Pointer newline = Native.scratch();
        newline.putByte(0, (byte) '\n');
        int errno = Native.C.write(pipe.number(), newline, 1) < 0 ? Native.errno() : 0;
        close();
        if (errno != 0) {
            throw new KernelException("write to", "the pipe of 'ready-fd'", errno);
        }
    }

    @Override
    public void close() {
        if (pipe != null) {
            pipe.close();
            pipe = null;
        }
    }
}
