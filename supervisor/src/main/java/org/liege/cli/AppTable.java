package org.liege.cli;

import java.util.ArrayList;
import java.util.List;
import org.liege.protocol.App;
import org.liege.protocol.AppList;
import org.liege.protocol.Fault;
import org.liege.protocol.Worker;

/** All apps as a table, with faults, refused files and the master's complaints below it. */
final class AppTable {
    private static final List<String> HEADINGS =
            List.of("NAME", "STATE", "SINCE", "WORKERS", "QUEUE", "RESTARTS", "REASON");
    private static final String GAP = "  ";

    private AppTable() {}

    /** {@code width}: columns of the terminal; only the last column is cut off to fit. */
    static String of(AppList list, List<String> complaints, int width) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(HEADINGS);
        list.apps().forEach(app -> rows.add(row(app)));
        int[] widths = widths(rows);
        StringBuilder out = new StringBuilder();
        rows.forEach(row -> out.append(fit(line(row, widths), width)).append('\n'));
        if (list.apps().isEmpty()) {
            out.append("(no apps)\n");
        }
        append(out, "Faults:", list.apps().stream().flatMap(app -> app.faults().stream()).map(Fault::toString).toList());
        append(out, "Refused:", list.refused().stream().map(Fault::toString).toList());
        // Last, where they are seen even below thousands of apps.
        append(out, "Complaints:", complaints);
        return out.toString();
    }

    private static List<String> row(App app) {
        long ready = app.workers().stream().filter(Worker::ready).count();
        return List.of(
                Plain.text(app.name()),
                Plain.text(app.state()),
                Age.between(app.since(), app.asOf()),
                ready + "/" + app.workers().size(),
                app.queue() == null ? "-" : known(app.queue().length()) + "/" + known(app.queue().limit()),
                Integer.toString(app.restarts()),
                Plain.text(app.reason()));
    }

    static String known(Integer number) {
        return number == null ? "?" : number.toString();
    }

    private static int[] widths(List<List<String>> rows) {
        int[] widths = new int[HEADINGS.size()];
        for (List<String> row : rows) {
            for (int column = 0; column < widths.length; column++) {
                widths[column] = Math.max(widths[column], row.get(column).length());
            }
        }
        return widths;
    }

    private static String line(List<String> row, int[] widths) {
        StringBuilder out = new StringBuilder();
        for (int column = 0; column < widths.length - 1; column++) {
            String cell = row.get(column);
            out.append(cell).append(" ".repeat(widths[column] - cell.length())).append(GAP);
        }
        return out.append(row.get(widths.length - 1)).toString().stripTrailing();
    }

    private static String fit(String line, int width) {
        return line.length() <= width ? line : line.substring(0, width - 1) + "…";
    }

    private static void append(StringBuilder out, String heading, List<String> lines) {
        if (!lines.isEmpty()) {
            out.append('\n').append(heading).append('\n');
            lines.forEach(line -> out.append(Plain.text(line)).append('\n'));
        }
    }
}
