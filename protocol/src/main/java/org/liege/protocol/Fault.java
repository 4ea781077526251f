package org.liege.protocol;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.List;
import java.util.Objects;

/**
 * Something wrong in a file.
 *
 * @param line 1-based; 0 when the fault is of the file as a whole
 */
public record Fault(String file, int line, String message) {
    public Fault {
        Objects.requireNonNull(file, "file");
        Objects.requireNonNull(message, "message");
    }

    static void writeAll(JsonGenerator out, String key, List<Fault> faults) throws IOException {
        out.writeArrayFieldStart(key);
        for (Fault fault : faults) {
            fault.writeTo(out);
        }
        out.writeEndArray();
    }

    /** Writes it as an object. */
    public void writeTo(JsonGenerator out) throws IOException {
        out.writeStartObject();
        out.writeStringField("file", file);
        out.writeNumberField("line", line);
        out.writeStringField("message", message);
        out.writeEndObject();
    }

    static Fault read(JsonObject in) throws MalformedAnswer {
        String file = in.text("file");
        String message = in.text("message");
        return new Fault(file == null ? "" : file, in.count("line"), message == null ? "" : message);
    }

    /** As compilers print it: {@code file:line: message}. */
    @Override
    public String toString() {
        return file + ":" + line + ": " + message;
    }
}
