package org.liege.sandbox;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Listen queues as /proc/net/unix shows them, for where sock_diag is refused. The server's end of a connection is there, with the
 * listener's path, from the connect(2) on; until it is accepted it has no inode and is "connecting" (unix_seq_show() in the
 * kernel's net/unix/af_unix.c). So those who wait at a path can be counted, though not in which order, nor the backlog. The whole
 * table is read each time: with 10,000 sockets some 10 ms. Two listeners that were bound to one path can't be told apart.
 */
public final class UnixTable {
    private static final String ACCEPTS = "00010000";
    private static final String STREAM = "0001";
    private static final String UNCONNECTED = "01";
    private static final String CONNECTING = "02";
    /** Num, RefCount, Protocol, Flags, Type, St, Inode, Path: the last may hold blanks. */
    private static final int COLUMNS = 8;

    private final Map<String, Integer> waiting = new HashMap<>();
    private final Map<String, Set<Long>> listeners = new HashMap<>();

    private UnixTable() {}

    /** @throws KernelException EIO where /proc is not to be read */
    public static UnixTable read() throws KernelException {
        return read(Path.of("/proc/net/unix"));
    }

    static UnixTable read(Path file) throws KernelException {
        UnixTable table = new UnixTable();
        // Paths are any bytes; what is no UTF-8 is none of ours.
        try (BufferedReader lines = new BufferedReader(
                new InputStreamReader(Files.newInputStream(file), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                table.take(line);
            }
        } catch (IOException failure) {
            throw new KernelException("read", file.toString(), ErrorNumber.EIO, failure.toString());
        }
        return table;
    }

    private void take(String line) {
        String[] cells = line.trim().split(" +", COLUMNS);
        if (cells.length < COLUMNS || !cells[4].equals(STREAM)) {
            return;
        }
        String path = cells[7];
        if (cells[5].equals(CONNECTING) && cells[6].equals("0")) {
            waiting.merge(path, 1, Integer::sum);
        } else if (cells[5].equals(UNCONNECTED) && cells[3].equals(ACCEPTS) && cells[6].matches("[0-9]{1,18}")) {
            listeners.computeIfAbsent(path, unused -> new HashSet<>()).add(Long.parseLong(cells[6]));
        }
    }

    /** Connections that wait to be accepted at the socket that was bound by this name. */
    public int waiting(String path) {
        return waiting.getOrDefault(path, 0);
    }

    /** Socket inodes of those who listen, or have listened before their file was replaced, by this name. */
    public Set<Long> listeners(String path) {
        return Set.copyOf(listeners.getOrDefault(path, Set.of()));
    }
}
