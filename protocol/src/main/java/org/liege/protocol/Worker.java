package org.liege.protocol;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.time.Instant;

/**
 * One process of an app.
 *
 * @param pid null where the reader may not know
 * @param adopted it was taken over from an earlier master
 */
public record Worker(Integer pid, int generation, boolean ready, boolean adopted, Instant since) {
    void writeTo(JsonGenerator out) throws IOException {
        out.writeStartObject();
        Json.number(out, "pid", pid);
        out.writeNumberField("generation", generation);
        out.writeBooleanField("ready", ready);
        out.writeBooleanField("adopted", adopted);
        Json.time(out, "since", since);
        out.writeEndObject();
    }

    static Worker read(JsonObject in) throws MalformedAnswer {
        return new Worker(
                in.integer("pid"), in.count("generation"), in.truth("ready"), in.truth("adopted"), in.time("since"));
    }
}
