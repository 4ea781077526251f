package org.liege.protocol;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.Objects;

/**
 * What a proxy is told by {@code route} and {@code gate}; may be shown to a visitor, so it says nothing of paths, processes or
 * output.
 *
 * @param app the app that was asked about
 * @param state its state, or {@code unknown}
 * @param status what the visitor is to get; 200: pass it on, or try again
 * @param reason a fixed phrase
 */
public record Direction(String app, String state, int status, String reason) implements Message {
    public Direction {
        Objects.requireNonNull(app, "app");
        Objects.requireNonNull(state, "state");
        Objects.requireNonNull(reason, "reason");
    }

    @Override
    public void writeTo(JsonGenerator out) throws IOException {
        out.writeStartObject();
        out.writeStringField("app", app);
        out.writeStringField("state", state);
        out.writeNumberField("status", status);
        out.writeStringField("reason", reason);
        out.writeEndObject();
    }
}
