package org.liege.protocol;

import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;

/** Follows {@code /v1/events}: a line of JSON each, the first a snapshot. */
public final class EventFeed implements Closeable {
    /** The master gives a sign of life every 15 s; who is silent for longer than this is gone. */
    private static final Duration SILENCE = Duration.ofSeconds(60);

    private final UnixLine line;
    private final HttpAnswer head;
    private final AnswerReader reader;
    private final BodyLines lines;

    private EventFeed(UnixLine line, AnswerReader reader, HttpAnswer head) {
        this.line = line;
        this.reader = reader;
        this.head = head;
        this.lines = new BodyLines(reader, "chunked".equalsIgnoreCase(head.headers().get("transfer-encoding")));
    }

    /**
     * Asks to be told.
     *
     * @param app only of this one; null for all
     */
    public static EventFeed open(Path socket, String app) throws IOException {
        String target = "/v1/events" + (app == null ? "" : "?app=" + PercentCode.encode(app));
        String request = "GET " + target + " HTTP/1.1\r\nHost: liege\r\nConnection: close\r\n\r\n";
        UnixLine line = UnixLine.connect(socket, Deadline.in(ControlClient.CALL_LIMIT));
        try {
            line.write(request.getBytes(StandardCharsets.ISO_8859_1));
            AnswerReader reader = new AnswerReader(line);
            return new EventFeed(line, reader, reader.head());
        } catch (IOException | RuntimeException e) {
            line.close();
            throw e;
        }
    }

    /** Whether events will come; if not, {@link #refusal} says why. */
    public boolean isOpen() {
        return head.status() == 200;
    }

    /** The answer of one that isn't open. */
    public HttpAnswer refusal() throws IOException {
        return reader.rest(head);
    }

    /**
     * The next line, which may be empty as a sign of life; null when the master has ended it. Waits for it.
     *
     * @throws NoMaster when the connection breaks or stays silent
     */
    public String next() throws IOException {
        line.renew(Deadline.in(SILENCE));
        return lines.next();
    }

    @Override
    public void close() throws IOException {
        line.close();
    }
}
