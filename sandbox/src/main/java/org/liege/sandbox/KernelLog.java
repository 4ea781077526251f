package org.liege.sandbox;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import jnr.ffi.Pointer;

/**
 * Reads from /dev/kmsg which processes the kernel's out-of-memory killer has ended: the only place that names the pid, for
 * cgroups and the whole machine alike. The line is written before the victim is signalled (mm/oom_kill.c,
 * {@code __oom_kill_process}). Where the log can't be read (dmesg_restrict without CAP_SYSLOG), nothing is known.
 *
 * <p>Not thread-safe.
 */
public final class KernelLog implements AutoCloseable {
    /** Victims remembered; the oldest are forgotten. */
    static final int MOST_VICTIMS = 4096;

    private static final int O_RDONLY_NONBLOCK_CLOEXEC = 04000 | 0x80000;
    private static final int SEEK_END = 2;
    private static final int RECORD_BYTES = 8192;
    private static final Pattern VICTIM = Pattern.compile("Killed process (\\d+) ");

    private final Descriptor device;
    private final Pointer buffer = Native.allocate(RECORD_BYTES);
    private final Set<Integer> victims = new LinkedHashSet<>();

    private KernelLog(Descriptor device) {
        this.device = device;
    }

    /** Opens the log; only what is written from now on counts. */
    public static KernelLog open() throws KernelException {
        int raw = Native.C.open(Native.bytes("/dev/kmsg"), O_RDONLY_NONBLOCK_CLOEXEC, 0);
        Descriptor device = Descriptor.of(raw, "open", "/dev/kmsg");
        Native.C.lseek(device.number(), 0, SEEK_END);
        return new KernelLog(device);
    }

    /** Whether that process was ended by the out-of-memory killer. Tells it once. */
    public boolean wasVictim(int pid) {
        drain();
        return victims.remove(pid);
    }

    private void drain() {
        while (true) {
            long length = Native.C.read(device.number(), buffer, RECORD_BYTES);
            if (length > 0) {
                note(text((int) length));
            } else if (length == 0 || Native.errno() != ErrorNumber.EPIPE && Native.errno() != ErrorNumber.EINTR) {
                // EPIPE: records were overwritten before we read them; the next read goes on behind the gap.
                return;
            }
        }
    }

    private String text(int length) {
        byte[] bytes = new byte[length];
        buffer.get(0, bytes, 0, length);
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private void note(String record) {
        Matcher matcher = VICTIM.matcher(record);
        if (matcher.find()) {
            victims.add(Integer.parseInt(matcher.group(1)));
            if (victims.size() > MOST_VICTIMS) {
                victims.remove(victims.iterator().next());
            }
        }
    }

    @Override
    public void close() {
        device.close();
    }
}
