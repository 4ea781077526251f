package org.liege.protocol;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * One app as the control sockets tell it. Every key is always written; what is unknown, or hidden from a proxy, is null
 * or empty. Times are written with milliseconds.
 *
 * @param state {@code idle starting running overloaded reloading backoff failed stopping stopped invalid}
 * @param asOf the moment that this describes
 * @param configured it has a valid decree, or a last good one whose file is still there
 * @param running at least one worker of any generation is ready
 * @param overloaded what the load gauge says, whatever {@code running} is
 * @param queue that of the fullest socket; null without Unix sockets
 * @param starts since the file appeared; {@code restarts} of them replaced workers
 */
public record App(
        String name,
        String state,
        String reason,
        Instant since,
        Instant asOf,
        boolean configured,
        boolean running,
        boolean overloaded,
        String file,
        String kind,
        String start,
        boolean stoppedByOperator,
        List<Fault> faults,
        int generation,
        List<Worker> workers,
        List<Socket> sockets,
        Queue queue,
        int starts,
        int restarts,
        Instant retryAt,
        Exit lastExit,
        Map<String, String> metadata)
        implements Message {
    public App {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(state, "state");
        faults = List.copyOf(faults);
        workers = List.copyOf(workers);
        sockets = List.copyOf(sockets);
        metadata = Collections.unmodifiableMap(new LinkedHashMap<>(metadata));
    }

    @Override
    public void writeTo(JsonGenerator out) throws IOException {
        out.writeStartObject();
        writeState(out);
        writeDecree(out);
        writeProcesses(out);
        out.writeEndObject();
    }

    private void writeState(JsonGenerator out) throws IOException {
        out.writeStringField("name", name);
        out.writeStringField("state", state);
        out.writeStringField("reason", reason);
        Json.time(out, "since", since);
        Json.time(out, "asOf", asOf);
        out.writeBooleanField("configured", configured);
        out.writeBooleanField("running", running);
        out.writeBooleanField("overloaded", overloaded);
    }

    private void writeDecree(JsonGenerator out) throws IOException {
        out.writeStringField("file", file);
        out.writeStringField("kind", kind);
        out.writeStringField("start", start);
        out.writeBooleanField("stoppedByOperator", stoppedByOperator);
        Fault.writeAll(out, "faults", faults);
    }

    private void writeProcesses(JsonGenerator out) throws IOException {
        out.writeNumberField("generation", generation);
        out.writeArrayFieldStart("workers");
        for (Worker worker : workers) {
            worker.writeTo(out);
        }
        out.writeEndArray();
        out.writeArrayFieldStart("sockets");
        for (Socket socket : sockets) {
            socket.writeTo(out);
        }
        out.writeEndArray();
        out.writeFieldName("queue");
        writeNullable(out, queue == null ? null : queue::writeTo);
        out.writeNumberField("starts", starts);
        out.writeNumberField("restarts", restarts);
        Json.time(out, "retryAt", retryAt);
        out.writeFieldName("lastExit");
        writeNullable(out, lastExit == null ? null : lastExit::writeTo);
        out.writeObjectFieldStart("metadata");
        for (Map.Entry<String, String> entry : metadata.entrySet()) {
            out.writeStringField(entry.getKey(), entry.getValue());
        }
        out.writeEndObject();
    }

    private static void writeNullable(JsonGenerator out, Json.Source value) throws IOException {
        if (value == null) {
            out.writeNull();
        } else {
            value.writeTo(out);
        }
    }

    /** Reads an app; keys that this version doesn't know are passed over. */
    public static App read(JsonObject in) throws MalformedAnswer {
        if (in.text("name") == null || in.text("state") == null) {
            throw new MalformedAnswer("an app without a name or a state");
        }
        return new App(
                in.text("name"),
                in.text("state"),
                in.text("reason"),
                in.time("since"),
                in.time("asOf"),
                in.truth("configured"),
                in.truth("running"),
                in.truth("overloaded"),
                in.text("file"),
                in.text("kind"),
                in.text("start"),
                in.truth("stoppedByOperator"),
                in.objects("faults", Fault::read),
                in.count("generation"),
                in.objects("workers", Worker::read),
                in.objects("sockets", Socket::read),
                in.object("queue", Queue::read),
                in.count("starts"),
                in.count("restarts"),
                in.time("retryAt"),
                in.object("lastExit", Exit::read),
                in.textMap("metadata"));
    }
}
