package org.liege.protocol;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.time.Instant;

/**
 * Something that happened ({@code /v1/events}).
 *
 * @param sequence grows from event to event; where to go on after
 * @param app whom it concerns; null for the daemon itself
 * @param event what kind of thing, such as {@code state}
 * @param from the state before; null when there was none
 * @param to the state after; null when there is none
 * @param reason why, in words
 * @param cause the same as one of a closed set of words; null when it has none
 */
public record Event(
        long sequence, Instant at, String app, String event, String from, String to, String reason, String cause)
        implements Message {
    @Override
    public void writeTo(JsonGenerator out) throws IOException {
        out.writeStartObject();
        out.writeNumberField("sequence", sequence);
        Json.time(out, "at", at);
        out.writeStringField("app", app);
        out.writeStringField("event", event);
        out.writeStringField("from", from);
        out.writeStringField("to", to);
        out.writeStringField("reason", reason);
        out.writeStringField("cause", cause);
        out.writeEndObject();
    }

    /** Reads it. */
    public static Event read(JsonObject in) throws MalformedAnswer {
        Long sequence = in.number("sequence");
        return new Event(
                sequence == null ? 0 : sequence,
                in.time("at"),
                in.text("app"),
                in.text("event"),
                in.text("from"),
                in.text("to"),
                in.text("reason"),
                in.text("cause"));
    }
}
