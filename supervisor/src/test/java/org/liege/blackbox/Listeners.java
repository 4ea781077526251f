package org.liege.blackbox;

import java.nio.file.Path;

/** Listening Unix sockets, as {@code ss -xl} shows them. */
final class Listeners {
    private Listeners() {}

    /** Queue and backlog of one listener: ss's Recv-Q and Send-Q (ss(8)), and its inode. */
    record Row(int queued, int backlog, long inode) {}

    /** The row of a path; fails when ss doesn't show exactly one. */
    static Row at(Path path) {
        String table = Commands.run(Component.SS.require().toString(), "-xlHn").mustSucceed().output();
        // Netid State Recv-Q Send-Q Local:Path Inode * 0
        Row[] rows = table.lines()
                .map(line -> line.trim().split("\\s+"))
                .filter(words -> words.length > 5 && words[4].equals(path.toString()))
                .map(words -> new Row(
                        Integer.parseInt(words[2]), Integer.parseInt(words[3]), Long.parseLong(words[5])))
                .toArray(Row[]::new);
        if (rows.length != 1) {
            throw new AssertionError(rows.length + " listeners at " + path + " in:\n" + table);
        }
        return rows[0];
    }
}
