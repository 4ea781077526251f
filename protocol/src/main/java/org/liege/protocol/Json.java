package org.liege.protocol;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** JSON in and out, by jackson-core's streams; nothing is found by reflection, so that it starts fast. */
public final class Json {
    /** Deepest nesting that is read; the protocol needs four. */
    private static final int MAX_DEPTH = 32;

    private static final JsonFactory FACTORY = new JsonFactoryBuilder()
            .streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(MAX_DEPTH).build())
            .build();

    private Json() {}

    /** Something that writes one JSON value. */
    @FunctionalInterface
    public interface Source {
        /** Writes the value. */
        void writeTo(JsonGenerator out) throws IOException;
    }

    /** Writes one value to {@code target}, which stays open. */
    public static void write(OutputStream target, Source value) throws IOException {
        try (JsonGenerator out = FACTORY.createGenerator(target)) {
            out.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
            value.writeTo(out);
        }
    }

    /** One value as UTF-8. */
    public static byte[] bytes(Source value) {
        ByteArrayOutputStream target = new ByteArrayOutputStream(1024);
        try {
            write(target, value);
        } catch (IOException e) {
            throw new UncheckedIOException("could not write JSON to memory", e);
        }
        return target.toByteArray();
    }

    /** Reads one object and nothing after it. */
    public static JsonObject parse(byte[] text) throws MalformedAnswer {
        try (JsonParser in = FACTORY.createParser(text)) {
            if (in.nextToken() != JsonToken.START_OBJECT) {
                throw new MalformedAnswer("the answer is not a JSON object");
            }
            JsonObject object = new JsonObject(object(in));
            if (in.nextToken() != null) {
                throw new MalformedAnswer("something follows the JSON object");
            }
            return object;
        } catch (JsonProcessingException e) {
            throw new MalformedAnswer("not JSON: " + e.getOriginalMessage());
        } catch (IOException e) {
            throw new MalformedAnswer("not JSON: " + e.getMessage());
        }
    }

    static void time(JsonGenerator out, String key, Instant value) throws IOException {
        out.writeStringField(key, value == null ? null : Timestamp.format(value));
    }

    static void number(JsonGenerator out, String key, Number value) throws IOException {
        if (value == null) {
            out.writeNullField(key);
        } else {
            out.writeNumberField(key, value.longValue());
        }
    }

    static void strings(JsonGenerator out, String key, List<String> values) throws IOException {
        out.writeArrayFieldStart(key);
        for (String value : values) {
            out.writeString(value);
        }
        out.writeEndArray();
    }

    private static Map<String, Object> object(JsonParser in) throws IOException {
        Map<String, Object> fields = new LinkedHashMap<>();
        while (in.nextToken() != JsonToken.END_OBJECT) {
            String key = in.currentName();
            in.nextToken();
            fields.put(key, value(in));
        }
        return fields;
    }

    private static List<Object> array(JsonParser in) throws IOException {
        List<Object> values = new ArrayList<>();
        while (in.nextToken() != JsonToken.END_ARRAY) {
            values.add(value(in));
        }
        return values;
    }

    private static Object value(JsonParser in) throws IOException {
        return switch (in.currentToken()) {
            case START_OBJECT -> object(in);
            case START_ARRAY -> array(in);
            case VALUE_STRING -> in.getText();
            case VALUE_NUMBER_INT -> in.getLongValue();
            case VALUE_NUMBER_FLOAT -> in.getDoubleValue();
            case VALUE_TRUE -> Boolean.TRUE;
            case VALUE_FALSE -> Boolean.FALSE;
            case VALUE_NULL -> null;
            default -> throw new MalformedAnswer("unexpected " + in.currentToken());
        };
    }
}
