package org.liege.blackbox;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A visitor of a site behind a proxy. */
final class Curl {
    private static final String PATIENCE_SECONDS = "30";

    private final int port;
    private final String host;

    Curl(Nginx nginx, String host) {
        port = nginx.port();
        this.host = host;
    }

    /** One request that is answered, with curl's own options. */
    Http.Reply ask(String path, String... options) {
        return parse(run(path, options).mustSucceed().output());
    }

    /** One request, whatever comes of it. */
    Commands.Outcome run(String path, String... options) {
        List<String> command = new ArrayList<>(List.of(Component.CURL.require().toString(), "-s", "-i", "--max-time",
                PATIENCE_SECONDS, "-H", "Host: " + host, "-H", "Expect:"));
        command.addAll(List.of(options));
        command.add("http://127.0.0.1:" + port + path);
        return Commands.run(command.toArray(String[]::new));
    }

    private static Http.Reply parse(String answer) {
        int end = answer.indexOf("\r\n\r\n");
        List<String> head = answer.substring(0, end).lines().toList();
        Map<String, String> headers = new LinkedHashMap<>();
        for (String line : head.subList(1, head.size())) {
            int colon = line.indexOf(':');
            headers.put(line.substring(0, colon).toLowerCase(Locale.ROOT), line.substring(colon + 1).strip());
        }
        return new Http.Reply(Integer.parseInt(head.get(0).split(" ")[1]), headers, answer.substring(end + 4));
    }
}
