package org.liege.protocol;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One JSON object, read by key. A key that is absent reads as null, false, zero or empty, because within a version keys
 * are only added and this side may be the newer one; a value of the wrong type is a {@link MalformedAnswer}.
 */
public final class JsonObject {
    private final Map<String, Object> fields;

    JsonObject(Map<String, Object> fields) {
        this.fields = fields;
    }

    /** Makes a record of an object. */
    @FunctionalInterface
    interface Reader<T> {
        T read(JsonObject object) throws MalformedAnswer;
    }

    /** Whether the key is there, even if null. */
    public boolean has(String key) {
        return fields.containsKey(key);
    }

    /** The text, or null. */
    public String text(String key) throws MalformedAnswer {
        return typed(key, String.class);
    }

    boolean truth(String key) throws MalformedAnswer {
        Boolean value = typed(key, Boolean.class);
        return value != null && value;
    }

    Long number(String key) throws MalformedAnswer {
        return typed(key, Long.class);
    }

    Integer integer(String key) throws MalformedAnswer {
        Long value = number(key);
        if (value != null && value.intValue() != value) {
            throw new MalformedAnswer("'" + key + "' is out of range: " + value);
        }
        return value == null ? null : value.intValue();
    }

    int count(String key) throws MalformedAnswer {
        Integer value = integer(key);
        return value == null ? 0 : value;
    }

    Instant time(String key) throws MalformedAnswer {
        String value = text(key);
        try {
            return value == null ? null : Timestamp.parse(value);
        } catch (IllegalArgumentException e) {
            throw new MalformedAnswer("'" + key + "' is " + e.getMessage());
        }
    }

    <T> T object(String key, Reader<T> reader) throws MalformedAnswer {
        Map<?, ?> value = typed(key, Map.class);
        return value == null ? null : reader.read(of(value));
    }

    <T> List<T> objects(String key, Reader<T> reader) throws MalformedAnswer {
        List<T> read = new ArrayList<>();
        for (Object element : elements(key)) {
            if (!(element instanceof Map<?, ?> map)) {
                throw new MalformedAnswer("'" + key + "' holds something else than objects");
            }
            read.add(reader.read(of(map)));
        }
        return read;
    }

    List<String> texts(String key) throws MalformedAnswer {
        List<String> read = new ArrayList<>();
        for (Object element : elements(key)) {
            read.add(String.valueOf(element));
        }
        return read;
    }

    Map<String, String> textMap(String key) throws MalformedAnswer {
        Map<String, String> read = new LinkedHashMap<>();
        Map<?, ?> value = typed(key, Map.class);
        if (value != null) {
            value.forEach((name, text) -> read.put((String) name, String.valueOf(text)));
        }
        return read;
    }

    private List<?> elements(String key) throws MalformedAnswer {
        List<?> value = typed(key, List.class);
        return value == null ? List.of() : value;
    }

    private static JsonObject of(Map<?, ?> map) {
        Map<String, Object> fields = new LinkedHashMap<>();
        map.forEach((key, value) -> fields.put((String) key, value));
        return new JsonObject(fields);
    }

    private <T> T typed(String key, Class<T> type) throws MalformedAnswer {
        Object value = fields.get(key);
        if (value != null && !type.isInstance(value)) {
            throw new MalformedAnswer("'" + key + "' is not a " + type.getSimpleName());
        }
        return type.cast(value);
    }
}
