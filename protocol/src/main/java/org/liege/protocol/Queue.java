package org.liege.protocol;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;

/**
 * The queue of an app's fullest socket.
 *
 * @param length connections waiting; null when it could not be read
 * @param limit the kernel's effective backlog
 * @param requested the backlog as the vassal's file asks for it
 * @param peak the longest of the last 60 s; null when it could not be read
 * @param full {@code length} is greater than {@code limit}: the next connect fails
 * @param expectedWaitMillis how long a connection made now would wait, in milliseconds; null when unknown
 * @param source where the figures come from: {@code sock_diag}; null without figures
 */
public record Queue(
        Integer length,
        Integer limit,
        int requested,
        Integer peak,
        boolean full,
        Long expectedWaitMillis,
        String source) {
    void writeTo(JsonGenerator out) throws IOException {
        out.writeStartObject();
        Json.number(out, "length", length);
        Json.number(out, "limit", limit);
        out.writeNumberField("requested", requested);
        Json.number(out, "peak", peak);
        out.writeBooleanField("full", full);
        Json.number(out, "expectedWaitMillis", expectedWaitMillis);
        out.writeStringField("source", source);
        out.writeEndObject();
    }

    static Queue read(JsonObject in) throws MalformedAnswer {
        return new Queue(
                in.integer("length"),
                in.integer("limit"),
                in.count("requested"),
                in.integer("peak"),
                in.truth("full"),
                in.number("expectedWaitMillis"),
                in.text("source"));
    }
}
