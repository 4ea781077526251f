package org.liege.protocol;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.time.Instant;
import java.util.List;

/**
 * How the daemon itself is doing ({@code /healthz}).
 *
 * @param healthy whether its loop turns and no part has given up
 * @param asOf when the loop last published
 * @param sinceTurnMillis age of the loop's last completed turn, in milliseconds
 * @param apps how many there are
 * @param sequence number of the latest snapshot
 * @param complaints what is wrong, in words
 */
public record Health(
        boolean healthy, Instant asOf, long sinceTurnMillis, int apps, long sequence, List<String> complaints)
        implements Message {
    public Health {
        complaints = List.copyOf(complaints);
    }

    @Override
    public void writeTo(JsonGenerator out) throws IOException {
        out.writeStartObject();
        out.writeStringField("status", healthy ? "ok" : "failing");
        Json.time(out, "asOf", asOf);
        out.writeNumberField("sinceTurnMillis", sinceTurnMillis);
        out.writeNumberField("apps", apps);
        out.writeNumberField("sequence", sequence);
        Json.strings(out, "complaints", complaints);
        out.writeEndObject();
    }

    /** Reads it. */
    public static Health read(JsonObject in) throws MalformedAnswer {
        Long sinceTurn = in.number("sinceTurnMillis");
        Long sequence = in.number("sequence");
        return new Health(
                "ok".equals(in.text("status")),
                in.time("asOf"),
                sinceTurn == null ? 0 : sinceTurn,
                in.count("apps"),
                sequence == null ? 0 : sequence,
                in.texts("complaints"));
    }
}
