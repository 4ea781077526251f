package org.liege.protocol;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;

/**
 * A page of apps, by name.
 *
 * @param sequence number of the snapshot that it was taken from; grows with every change
 * @param refused files that can't be vassals
 * @param next the {@code after} of the next page; null on the last
 */
public record AppList(Instant asOf, long sequence, List<App> apps, List<Fault> refused, String next)
        implements Message {
    public AppList {
        apps = List.copyOf(apps);
        refused = List.copyOf(refused);
    }

    @Override
    public void writeTo(JsonGenerator out) throws IOException {
        out.writeStartObject();
        Json.time(out, "asOf", asOf);
        out.writeNumberField("sequence", sequence);
        out.writeArrayFieldStart("apps");
        for (App app : apps) {
            app.writeTo(out);
        }
        out.writeEndArray();
        Fault.writeAll(out, "refused", refused);
        out.writeStringField("next", next);
        out.writeEndObject();
    }

    /**
     * What stands around the elements, for who writes a list piece by piece.
     *
     * @param opening before the first app
     * @param between from the last app to the first refused file
     * @param closing after the last refused file
     */
    public record Frame(String opening, String between, String closing) {}

    /** The frame of a page; {@code next} is a legal name or null. */
    public static Frame frame(Instant asOf, long sequence, String next) {
        String empty = new String(
                new AppList(asOf, sequence, List.of(), List.of(), next).toJson(), StandardCharsets.UTF_8);
        // No other bracket can be in there: a time, a number and a name hold none.
        int apps = empty.indexOf("[]") + 1;
        int refused = empty.indexOf("[]", apps) + 1;
        return new Frame(empty.substring(0, apps), empty.substring(apps, refused), empty.substring(refused));
    }

    /** Reads a page. */
    public static AppList read(JsonObject in) throws MalformedAnswer {
        Long sequence = in.number("sequence");
        return new AppList(
                in.time("asOf"),
                sequence == null ? 0 : sequence,
                in.objects("apps", App::read),
                in.objects("refused", Fault::read),
                in.text("next"));
    }
}
