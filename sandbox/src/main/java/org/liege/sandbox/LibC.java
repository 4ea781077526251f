package org.liege.sandbox;

import jnr.ffi.Pointer;
import jnr.ffi.annotations.In;
import jnr.ffi.annotations.Out;

/**
 * The C library's functions that jnr-posix lacks, or has without what we need (errno, reused buffers, flags).
 *
 * <p>Paths are NUL-terminated bytes, never Java strings: the JVM's own charset would follow {@code LANG}. The variadic
 * ones (fcntl, ioctl, open, prctl, syscall) are bound with a fixed number of arguments; on Linux x86-64 and aarch64 these
 * travel in the same registers either way.
 */
final class LibC {
    private LibC() {}

    /** Public only for the virtual machine: jnr-ffi implements it from a class loader of its own. */
    public interface Functions {
        int open(@In byte[] path, int flags, int mode);

        int close(int fd);

        long read(int fd, Pointer buffer, long length);

        long lseek(int fd, long offset, int whence);

        long write(int fd, Pointer buffer, long length);

        int fcntl(int fd, int command, long argument);

        int ioctl(int fd, long request, Pointer argument);

        int statx(int directory, @In byte[] path, int flags, int mask, Pointer out);

        long readlink(@In byte[] path, Pointer buffer, long length);

        int unlink(@In byte[] path);

        int rename(@In byte[] from, @In byte[] to);

        int chmod(@In byte[] path, int mode);

        int fchmod(int fd, int mode);

        int fchown(int fd, int uid, int gid);

        int fchownat(int directory, @In byte[] path, int uid, int gid, int flags);

        int umask(int mask);

        int kill(int pid, int signal);

        int prctl(int option, long a, long b, long c, long d);

        int geteuid();

        int getegid();

        int socket(int family, int type, int protocol);

        int bind(int fd, Pointer address, int length);

        int listen(int fd, int backlog);

        int connect(int fd, Pointer address, int length);

        int shutdown(int fd, int how);

        int accept4(int fd, Pointer address, Pointer length, int flags);

        int setsockopt(int fd, int level, int name, Pointer value, int length);

        long send(int fd, Pointer buffer, long length, int flags);

        long recv(int fd, Pointer buffer, long length, int flags);

        long recvmsg(int fd, Pointer header, int flags);

        int epoll_create1(int flags);

        int epoll_ctl(int epoll, int operation, int fd, Pointer event);

        int epoll_wait(int epoll, Pointer events, int capacity, int timeoutMillis);

        int eventfd(int value, int flags);

        int poll(Pointer polled, long count, int timeoutMillis);

        int waitid(int idType, int id, Pointer siginfo, int options);

        int getgrouplist(@In byte[] user, int group, @Out int[] groups, int[] count);

        long syscall(long number, long a, long b, long c, long d, long e, long f);

        int posix_spawn(
                Pointer pidOut, @In byte[] path, Pointer actions, Pointer attributes, Pointer argv, Pointer envp);

        int posix_spawn_file_actions_init(Pointer actions);

        int posix_spawn_file_actions_destroy(Pointer actions);

        int posix_spawn_file_actions_addopen(Pointer actions, int fd, @In byte[] path, int flags, int mode);

        int posix_spawn_file_actions_adddup2(Pointer actions, int from, int to);

        int posix_spawn_file_actions_addclosefrom_np(Pointer actions, int lowest);

        int posix_spawnattr_init(Pointer attributes);

        int posix_spawnattr_setflags(Pointer attributes, short flags);

        int posix_spawnattr_setsigmask(Pointer attributes, Pointer signals);

        int posix_spawnattr_setsigdefault(Pointer attributes, Pointer signals);
    }
}
