package org.liege.sandbox;

import java.util.function.IntSupplier;
import jnr.ffi.Pointer;

/**
 * Runs single system calls with a tenant's file-system rights, so that the kernel itself refuses what a swapped-in
 * symbolic link points at.
 *
 * <p>Credentials belong to threads in Linux; the C library's set*id functions change all threads, so these go through
 * syscall(2), and only the calling thread is the tenant for a moment (setfsuid(2), setfsgid(2), setgroups(2)). The body
 * must be nothing but system calls that were linked before: a class loaded inside it would be read with the tenant's
 * rights.
 */
final class TenantRights {
    private static final int MOST_GROUPS = 65536;
    private static final long UNCHANGED = -1;

    private TenantRights() {}

    /**
     * @param tenant null to run with our own rights
     * @param call returns a negative number on failure, as system calls do
     * @return the call's result, or minus errno
     */
    static int run(Tenant tenant, IntSupplier call) {
        if (tenant == null) {
            return errnoOf(call);
        }
        return Accounts.effectiveUid() == 0 ? asTenant(tenant, call) : asOurselves(tenant, call);
    }

    private static int errnoOf(IntSupplier call) {
        int result = call.getAsInt();
        return result < 0 ? -Native.errno() : result;
    }

    /** Without root nobody else's rights can be taken; being the tenant already is as good. */
    private static int asOurselves(Tenant tenant, IntSupplier call) {
        return tenant.uid() == Accounts.effectiveUid() ? errnoOf(call) : -ErrorNumber.EPERM;
    }

    private static int asTenant(Tenant tenant, IntSupplier call) {
        Pointer groups = Native.allocate(MOST_GROUPS * Integer.BYTES);
        long count = syscall(Architecture.HERE.getgroups, MOST_GROUPS, groups.address());
        long uid = current(Architecture.HERE.setfsuid);
        long gid = current(Architecture.HERE.setfsgid);
        try {
            return become(tenant, call);
        } finally {
            // The user first: only root may set groups again.
            restore(Architecture.HERE.setfsuid, uid);
            restore(Architecture.HERE.setfsgid, gid);
            if (syscall(Architecture.HERE.setgroups, count, groups.address()) < 0) {
                throw new IllegalStateException("this thread has lost its groups");
            }
        }
    }

    private static int become(Tenant tenant, IntSupplier call) {
        if (syscall(Architecture.HERE.setgroups, 0, 0) < 0) {
            return -Native.errno();
        }
        syscall(Architecture.HERE.setfsgid, tenant.gid(), 0);
        syscall(Architecture.HERE.setfsuid, tenant.uid(), 0);
        boolean became = current(Architecture.HERE.setfsgid) == tenant.gid()
                && current(Architecture.HERE.setfsuid) == tenant.uid();
        return became ? errnoOf(call) : -ErrorNumber.EPERM;
    }

    /** setfsuid(2) reports no error; asking for an impossible id returns the one in force. */
    private static long current(long number) {
        return syscall(number, UNCHANGED, 0);
    }

    private static void restore(long number, long id) {
        syscall(number, id, 0);
        if (current(number) != id) {
            throw new IllegalStateException("this thread could not take its own rights back");
        }
    }

    private static long syscall(long number, long a, long b) {
        return Native.C.syscall(number, a, b, 0, 0, 0, 0);
    }
}
