package org.liege.sandbox;

import java.util.Arrays;
import jnr.ffi.Pointer;

/** Looks at files with a tenant's rights. Answers are 0 or an errno. */
final class TenantView {
    private static final long FACCESSAT2 = 439;
    private static final int AT_FDCWD = -100;
    private static final int AT_EACCESS = 0x200;
    private static final int X_OK = 1;
    private static final int O_RDONLY_NONBLOCK_CLOEXEC = 04000 | 0x80000;

    private final Tenant tenant;

    /** @param tenant null for our own rights */
    TenantView(Tenant tenant) {
        this.tenant = tenant;
    }

    /** Why chdir(2) would be refused. */
    int enter(String directory) {
        // The dot makes a file answer ENOTDIR, and a directory without search permission EACCES.
        return execute(directory + "/.");
    }

    /** Whether the path can be looked up and has execute permission: 0, ENOENT, ENOTDIR, ELOOP, EACCES. */
    int execute(String path) {
        byte[] bytes = Native.bytes(path);
        Pointer memory = Native.allocate(bytes.length);
        memory.put(0, bytes, 0, bytes.length);
        // AT_EACCESS: the effective rights are those that TenantRights has changed.
        return -TenantRights.run(
                tenant, () -> (int) Native.C.syscall(FACCESSAT2, AT_FDCWD, memory.address(), X_OK, AT_EACCESS, 0, 0));
    }

    /**
     * The file's first bytes, fewer or none when it can't be read. Read with our own rights: execution needs no read
     * permission.
     */
    static byte[] head(String path, int most) {
        int fd = Native.C.open(Native.bytes(path), O_RDONLY_NONBLOCK_CLOEXEC, 0);
        if (fd < 0) {
            return new byte[0];
        }
        try {
            byte[] bytes = new byte[most];
            Pointer buffer = Native.scratch();
            int got = Math.max(0, (int) Native.C.read(fd, buffer, most));
            buffer.get(0, bytes, 0, got);
            return Arrays.copyOf(bytes, got);
        } finally {
            Native.C.close(fd);
        }
    }
}
