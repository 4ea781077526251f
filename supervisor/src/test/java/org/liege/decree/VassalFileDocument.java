package org.liege.decree;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.Set;

/** Writes {@code docs/vassal-file.md} from the key tables and the prose beside this class. */
final class VassalFileDocument {
    static final String WRITE = "mvn -q -pl supervisor -am test -Dtest=VassalFileDocumentTest"
            + " -Dsurefire.failIfNoSpecifiedTests=false -Dliege.write-docs=true";

    private VassalFileDocument() {}

    static String render() {
        StringBuilder out = new StringBuilder(prose("vassal-file-intro.md"));
        out.append("```ini\n").append(example()).append("```\n\n");
        out.append(prose("vassal-file-rules.md"));
        keys(out);
        out.append(prose("vassal-file-directory.md"));
        daemonKeys(out);
        out.append("---\n\nThis page is made from the code. After a change of a key, write it anew with\n\n```sh\n")
                .append(WRITE).append("\n```\n");
        return out.toString();
    }

    /** The example file, which a test reads as a vassal file. */
    static String example() {
        return prose("example.ini");
    }

    private static String prose(String name) {
        try (InputStream in = VassalFileDocument.class.getResourceAsStream(name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void keys(StringBuilder out) {
        out.append("## The keys\n\n");
        Set<String> groups = new LinkedHashSet<>();
        Keys.all().forEach(key -> groups.add(key.group()));
        for (String group : groups) {
            out.append("### ").append(group).append("\n\n| key | value | default | meaning |\n|---|---|---|---|\n");
            Keys.all().stream().filter(key -> key.group().equals(group)).forEach(key -> out.append(row(key)));
            out.append('\n');
        }
        out.append("Keys that a later version will have, and that are a fault until then: `")
                .append(String.join("`, `", Keys.later())).append("`.\n\n");
    }

    private static String row(Key key) {
        String preset = key.preset() == null ? key.otherwise() : "`" + key.preset() + "`";
        String more = key.repeatable() ? " May repeat." : "";
        return "| `" + key.name() + "` | " + key.form() + " | " + preset + " | " + key.meaning() + more
                + " Example: `" + key.name().replace("*", "team") + " = " + key.example() + "` |\n";
    }

    private static void daemonKeys(StringBuilder out) {
        out.append(prose("vassal-file-daemon.md")).append("| key | value | default | meaning |\n|---|---|---|---|\n");
        for (DaemonKey key : DaemonKey.all()) {
            out.append("| `").append(key.name()).append("` | ").append(key.form()).append(" | ").append(key.otherwise())
                    .append(" | ").append(key.meaning()).append(key.repeatable() ? " May repeat." : "")
                    .append(" Example: `").append(key.name()).append(" = ").append(key.example()).append("` |\n");
        }
        out.append('\n');
    }
}
