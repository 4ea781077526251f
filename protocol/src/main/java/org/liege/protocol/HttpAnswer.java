package org.liege.protocol;

import java.util.Arrays;
import java.util.Map;

/**
 * An HTTP answer, whole.
 *
 * @param headers by name in lower case; of repeated ones the last
 */
public record HttpAnswer(int status, Map<String, String> headers, byte[] body) {
    public HttpAnswer {
        headers = Map.copyOf(headers);
    }

    /** The body as a JSON object. */
    public JsonObject json() throws MalformedAnswer {
        return Json.parse(body);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof HttpAnswer that
                && status == that.status
                && headers.equals(that.headers)
                && Arrays.equals(body, that.body);
    }

    @Override
    public int hashCode() {
        return 31 * status + Arrays.hashCode(body);
    }

    @Override
    public String toString() {
        return status + " with " + body.length + " bytes";
    }
}
