package org.liege.control;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.liege.protocol.PercentCode;

/**
 * A request target taken apart and decoded, once: {@code %2F} is a slash inside a segment and never separates two.
 *
 * @param path the segments between the slashes; the root has one, empty
 * @param query the parameters, by name; empty where one is given twice
 */
record Target(List<String> path, Map<String, Optional<String>> query) {
    Target {
        path = List.copyOf(path);
        query = Map.copyOf(query);
    }

    /**
     * Of an origin-form or absolute-form target (RFC 9112, 3.2); empty for any other, or when an encoding is broken.
     */
    static Optional<Target> of(String raw) {
        String origin = originForm(raw);
        if (!origin.startsWith("/") || origin.indexOf('#') >= 0) {
            return Optional.empty();
        }
        int mark = origin.indexOf('?');
        Optional<List<String>> path = path(mark < 0 ? origin : origin.substring(0, mark));
        Optional<Map<String, Optional<String>>> query = query(mark < 0 ? "" : origin.substring(mark + 1));
        return path.isEmpty() || query.isEmpty() ? Optional.empty() : Optional.of(new Target(path.get(), query.get()));
    }

    private static String originForm(String raw) {
        String scheme = "http://";
        if (!raw.regionMatches(true, 0, scheme, 0, scheme.length())) {
            return raw;
        }
        int slash = raw.indexOf('/', scheme.length());
        return slash > scheme.length() ? raw.substring(slash) : "";
    }

    private static Optional<List<String>> path(String raw) {
        List<String> segments = new ArrayList<>(4);
        for (String segment : raw.substring(1).split("/", -1)) {
            Optional<String> decoded = PercentCode.decode(segment);
            if (decoded.isEmpty()) {
                return Optional.empty();
            }
            segments.add(decoded.get());
        }
        return Optional.of(segments);
    }

    private static Optional<Map<String, Optional<String>>> query(String raw) {
        Map<String, Optional<String>> parameters = new HashMap<>();
        for (String parameter : raw.isEmpty() ? new String[0] : raw.split("&", -1)) {
            int equals = parameter.indexOf('=');
            Optional<String> name = PercentCode.decode(equals < 0 ? parameter : parameter.substring(0, equals));
            Optional<String> value = PercentCode.decode(equals < 0 ? "" : parameter.substring(equals + 1));
            if (name.isEmpty() || value.isEmpty()) {
                return Optional.empty();
            }
            parameters.merge(name.get(), value, (first, second) -> Optional.empty());
        }
        return Optional.of(parameters);
    }
}
