package org.liege.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.liege.protocol.App;
import org.liege.protocol.AppList;
import org.liege.protocol.ControlClient;
import org.liege.protocol.Fault;
import org.liege.protocol.HttpAnswer;

/** What can be said of a name that no app has: names that are like it, and files that are refused. */
final class Strangers {
    private static final int MOST_NAMES = 5;

    private final ControlClient client;
    private final Screen screen;

    Strangers(ControlClient client, Screen screen) {
        this.client = client;
        this.screen = screen;
    }

    void about(String name) throws IOException {
        List<String> names = new ArrayList<>();
        List<Fault> refused = List.of();
        String after = null;
        do {
            HttpAnswer answer = client.apps(after);
            if (answer.status() != 200) {
                return;
            }
            AppList page = AppList.read(answer.json());
            page.apps().stream().map(App::name).forEach(names::add);
            refused = page.refused();
            after = page.apps().isEmpty() ? null : page.next();
        } while (after != null);
        List<String> like = Likeness.nearest(name, names, MOST_NAMES);
        if (!like.isEmpty()) {
            screen.line("did you mean " + Plain.text(String.join(", ", like)) + "?");
        }
        refused.stream()
                .filter(fault -> concerns(fault, name))
                .forEach(fault -> screen.line("refused: " + Plain.text(fault.toString())));
        if (like.isEmpty()) {
            screen.line("an app is named after its file in a vassals directory, without .ini; 'liege status' lists them all");
        }
    }

    /** A file of that name, with or without its suffix. */
    private static boolean concerns(Fault fault, String name) {
        String file = fault.file().substring(fault.file().lastIndexOf('/') + 1);
        String bare = file.endsWith(".ini") ? file.substring(0, file.length() - 4) : file;
        return file.equals(name) || bare.equals(name) || bare.equalsIgnoreCase(name);
    }
}
