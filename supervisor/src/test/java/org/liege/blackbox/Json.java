package org.liege.blackbox;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A JSON object, read by dotted paths. A key that isn't there fails the test; null is null. */
record Json(Map<String, Object> fields) {
    static Json parse(String text) {
        try {
            return new Json(JSON.std.mapFrom(text));
        } catch (IOException e) {
            throw new AssertionError("not JSON: " + text, e);
        }
    }

    Object at(String path) {
        Object value = fields;
        for (String key : path.split("\\.")) {
            if (!(value instanceof Map<?, ?> map) || !map.containsKey(key)) {
                throw new AssertionError("no '" + path + "' in " + fields);
            }
            value = map.get(key);
        }
        return value;
    }

    String text(String path) {
        Object value = at(path);
        return value == null ? null : value.toString();
    }

    int number(String path) {
        return ((Number) at(path)).intValue();
    }

    boolean flag(String path) {
        return (Boolean) at(path);
    }

    List<Json> list(String path) {
        List<Json> items = new ArrayList<>();
        for (Object item : (List<?>) at(path)) {
            items.add(of(item));
        }
        return items;
    }

    @SuppressWarnings("unchecked")
    private static Json of(Object item) {
        return new Json((Map<String, Object>) item);
    }
}
