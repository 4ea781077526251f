package org.liege.protocol;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.time.Instant;
import java.util.List;

/**
 * The latest changes of one app ({@code /v1/apps/{name}/history}).
 *
 * @param sequence of the snapshot that it goes with
 * @param cause why it is in its state, as a word; null when there is none for it
 * @param history oldest first
 */
public record History(String name, Instant asOf, long sequence, String cause, List<Event> history) implements Message {
    public History {
        history = List.copyOf(history);
    }

    @Override
    public void writeTo(JsonGenerator out) throws IOException {
        out.writeStartObject();
        out.writeStringField("name", name);
        Json.time(out, "asOf", asOf);
        out.writeNumberField("sequence", sequence);
        out.writeStringField("cause", cause);
        out.writeArrayFieldStart("history");
        for (Event event : history) {
            event.writeTo(out);
        }
        out.writeEndArray();
        out.writeEndObject();
    }

    /** Reads it. */
    public static History read(JsonObject in) throws MalformedAnswer {
        Long sequence = in.number("sequence");
        return new History(
                in.text("name"),
                in.time("asOf"),
                sequence == null ? 0 : sequence,
                in.text("cause"),
                in.objects("history", Event::read));
    }
}
