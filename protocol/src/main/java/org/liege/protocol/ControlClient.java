package org.liege.protocol;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;

/**
 * Asks a control socket, one connection per call. Every call ends within its time limit: with an answer, or with
 * {@link NoMaster} when nobody is there, or with {@link MalformedAnswer} when somebody else is.
 */
public final class ControlClient {
    /** For a call that doesn't wait for anything. */
    public static final Duration CALL_LIMIT = Duration.ofSeconds(10);

    private final Path socket;

    /** A client of that socket; nothing is opened yet. */
    public ControlClient(Path socket) {
        this.socket = Objects.requireNonNull(socket, "socket");
    }

    /** The socket that is asked. */
    public Path socket() {
        return socket;
    }

    /**
     * One call.
     *
     * @param target path and query, already percent-encoded
     * @param limit for the whole exchange
     */
    public HttpAnswer call(String method, String target, Duration limit) throws IOException {
        requireSafe(method);
        requireSafe(target);
        String head = method + " " + target + " HTTP/1.1\r\nHost: liege\r\nConnection: close\r\n"
                + (method.equals("POST") ? "Content-Length: 0\r\n" : "") + "\r\n";
        try (UnixLine line = UnixLine.connect(socket, Deadline.in(limit))) {
            return exchange(line, head.getBytes(StandardCharsets.ISO_8859_1));
        }
    }

    /**
     * Whoever turns a client away may answer and close before he has read the request: the answer is there all the
     * same.
     */
    private static HttpAnswer exchange(UnixLine line, byte[] request) throws IOException {
        try {
            line.write(request);
        } catch (NoMaster broken) {
            try {
                return new AnswerReader(line).read();
            } catch (IOException e) {
                broken.addSuppressed(e);
                throw broken;
            }
        }
        return new AnswerReader(line).read();
    }

    /** {@link #call} for a read. */
    public HttpAnswer get(String target) throws IOException {
        return call("GET", target, CALL_LIMIT);
    }

    /** One app; the answer is an {@link App} or a {@link Problem}. */
    public HttpAnswer app(String name) throws IOException {
        return get("/v1/apps/" + PercentCode.encode(name));
    }

    /** The latest changes of one app; the answer is a {@link History} or a {@link Problem}. */
    public HttpAnswer history(String name) throws IOException {
        return get("/v1/apps/" + PercentCode.encode(name) + "/history");
    }

    /** Follows what happens, to one app or, for null, to all. */
    public EventFeed events(String app) throws IOException {
        return EventFeed.open(socket, app);
    }

    /** The page of apps after {@code after}, or the first for null. */
    public HttpAnswer apps(String after) throws IOException {
        return get("/v1/apps" + (after == null ? "" : "?after=" + PercentCode.encode(after)));
    }

    /** Gives an order and waits up to {@code wait} for its aim. */
    public HttpAnswer order(String name, String verb, Duration wait) throws IOException {
        String target = "/v1/apps/" + PercentCode.encode(name) + "/" + PercentCode.encode(verb) + "?wait="
                + wait.toMillis() + "ms";
        return call("POST", target, CALL_LIMIT.plus(wait));
    }

    private static void requireSafe(String word) {
        for (int i = 0; i < word.length(); i++) {
            if (word.charAt(i) <= ' ' || word.charAt(i) > '~') {
                throw new IllegalArgumentException("not fit for a request line: '" + word + "'");
            }
        }
    }
}
