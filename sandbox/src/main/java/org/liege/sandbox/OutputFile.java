package org.liege.sandbox;

/** The file that a child's standard output and error are appended to. */
final class OutputFile {
    private static final int O_WRONLY = 1;
    private static final int O_CREAT = 0100;
    private static final int O_NOCTTY = 0400;
    private static final int O_APPEND = 02000;
    private static final int O_NONBLOCK = 04000;
    private static final int O_CLOEXEC = 0x80000;
    private static final int F_SETFL = 4;
    private static final int MODE = 0640;

    private OutputFile() {}

    /**
     * Opens for appending, creates with mode 0640. A last symbolic link is not followed, and nothing but a regular file
     * or a character device ({@code /dev/null}) is taken: a FIFO without a reader would hang us.
     */
    static Descriptor open(String path, int uid, int gid) throws KernelException {
        int flags = O_WRONLY | O_CREAT | O_NOCTTY | O_APPEND | O_NONBLOCK | O_CLOEXEC | Architecture.HERE.openNoFollow;
        Descriptor file = Descriptor.of(Native.C.open(Native.bytes(path), flags, MODE), "open", path);
        try {
            prepare(file, path, uid, gid);
            return file;
        } catch (KernelException failure) {
            file.close();
            throw failure;
        }
    }

    private static void prepare(Descriptor file, String path, int uid, int gid) throws KernelException {
        FileStatus status = FileStatus.of(file.number());
        if (!status.isRegular() && !status.isCharacterDevice()) {
            throw new KernelException("append to", path, ErrorNumber.EINVAL, "it is not a regular file");
        }
        boolean strange = status.uid() != uid || status.gid() != gid;
        // A second hard link may lead to a file of somebody else's: that one is never given away.
        if (strange && status.isRegular() && status.links() == 1 && Native.C.fchown(file.number(), uid, gid) < 0) {
            throw new KernelException("set owner of", path, Native.errno());
        }
        // The flag lives in the open file, so the child would have it too.
        if (Native.C.fcntl(file.number(), F_SETFL, O_APPEND) < 0) {
            throw new KernelException("set flags of", path, Native.errno());
        }
    }
}
