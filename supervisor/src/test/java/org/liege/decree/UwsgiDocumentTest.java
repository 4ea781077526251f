package org.liege.decree;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** The lists of options in {@code docs/uwsgi.md} are those of the code. */
class UwsgiDocumentTest {
    private static final Path PAGE = Path.of("../docs/uwsgi.md");
    private static final String BEGIN = "<!-- Made from the code by UwsgiDocumentTest, as is all until the next mark. -->\n";
    private static final String END = "<!-- Written by hand again. -->\n";

    @Test
    void thePageListsTheOptionsOfTheCode() throws IOException {
        String page = Files.readString(PAGE);
        assertThat(page).contains(BEGIN, END);
        String wanted = page.substring(0, page.indexOf(BEGIN)) + BEGIN + lists() + page.substring(page.indexOf(END));
        if (Boolean.getBoolean("liege.write-docs")) {
            Files.writeString(PAGE, wanted);
        }
        assertThat(Files.readString(PAGE))
                .as("write it anew with: %s", VassalFileDocument.WRITE.replace("VassalFileDocumentTest", "UwsgiDocumentTest"))
                .isEqualTo(wanted);
    }

    private static String lists() {
        Set<String> sockets = new TreeSet<>(UwsgiKeys.SOCKETS);
        sockets.addAll(UwsgiKeys.TLS_SOCKETS);
        return "\nSockets:" + names(sockets)
                + "\n\nHow they are made, and how uWSGI is run:" + names(UwsgiKeys.OTHERS)
                + "\n\nOptions that bring others:" + names(UwsgiKeys.SOURCES)
                + "\n\nA fault, since they load what is no ini file:" + names(UwsgiKeys.FOREIGN)
                + "\n\n### What `liege check` notes\n\n| option | it |\n|---|---|\n" + rows(UwsgiNotes.NOTES)
                + "\n### Keys of `[vassal]` that are a fault beside `[uwsgi]`\n\n| key | instead |\n|---|---|\n"
                + rows(UwsgiKeys.OWNED) + "\n";
    }

    private static String names(Set<String> names) {
        StringBuilder text = new StringBuilder();
        int width = 100;
        for (String name : new TreeSet<>(names)) {
            boolean full = width + name.length() > 90;
            text.append(text.length() == 0 ? "\n" : full ? ",\n" : ", ").append('`').append(name).append('`');
            width = full ? name.length() : width + name.length() + 4;
        }
        return text.append('.').toString();
    }

    private static String rows(Map<String, String> of) {
        StringBuilder text = new StringBuilder();
        new TreeMap<>(of).forEach((name, meaning) ->
                text.append("| `").append(name).append("` | ").append(meaning).append(" |\n"));
        return text.toString();
    }
}
