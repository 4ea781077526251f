package org.liege.protocol;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.time.Instant;

/**
 * How the latest worker ended. Of {@code code} and {@code signal} one is set; both are null when it isn't known.
 *
 * @param signal its name without SIG, as in {@code KILL}
 */
public record Exit(Integer pid, Instant at, Integer code, String signal, boolean oomKilled) {
    void writeTo(JsonGenerator out) throws IOException {
        out.writeStartObject();
        Json.number(out, "pid", pid);
        Json.time(out, "at", at);
        Json.number(out, "code", code);
        out.writeStringField("signal", signal);
        out.writeBooleanField("oomKilled", oomKilled);
        out.writeEndObject();
    }

    static Exit read(JsonObject in) throws MalformedAnswer {
        return new Exit(
                in.integer("pid"), in.time("at"), in.integer("code"), in.text("signal"), in.truth("oomKilled"));
    }
}
