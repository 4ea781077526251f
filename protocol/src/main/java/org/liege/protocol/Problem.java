package org.liege.protocol;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.List;
import java.util.Objects;

/**
 * Why a call was refused (RFC 9457, {@code application/problem+json}).
 *
 * @param status the HTTP status
 * @param detail for people; one line
 * @param app the app that was asked about; null when none was
 * @param faults of {@link Code#INVALID_DECREE}: what is wrong in its file
 */
public record Problem(int status, Code code, String detail, String app, List<Fault> faults) implements Message {
    /** The closed set of reasons. */
    public enum Code {
        UNKNOWN_APP("unknown-app"),
        UNKNOWN_CALL("unknown-call"),
        BAD_REQUEST("bad-request"),
        METHOD_NOT_ALLOWED("method-not-allowed"),
        WRONG_DOOR("wrong-door"),
        INVALID_DECREE("invalid-decree"),
        TOO_LARGE("too-large"),
        BUSY("busy");

        private final String word;

        Code(String word) {
            this.word = word;
        }

        /** The protocol's word for it. */
        public String word() {
            return word;
        }

        private static Code of(String word) throws MalformedAnswer {
            for (Code code : values()) {
                if (code.word.equals(word)) {
                    return code;
                }
            }
            throw new MalformedAnswer("unknown problem code '" + word + "'");
        }
    }

    public Problem {
        Objects.requireNonNull(code, "code");
        Objects.requireNonNull(detail, "detail");
        faults = List.copyOf(faults);
        if (status < 400 || status > 599) {
            throw new IllegalArgumentException("status " + status);
        }
    }

    /** A problem that concerns no app. */
    public static Problem of(int status, Code code, String detail) {
        return new Problem(status, code, detail, null, List.of());
    }

    /** No app has that name. */
    public static Problem unknownApp(String app) {
        return new Problem(404, Code.UNKNOWN_APP, "no vassal has this name", app, List.of());
    }

    @Override
    public void writeTo(JsonGenerator out) throws IOException {
        out.writeStartObject();
        out.writeNumberField("status", status);
        out.writeStringField("code", code.word());
        out.writeStringField("detail", detail);
        out.writeStringField("app", app);
        if (code == Code.UNKNOWN_APP) {
            out.writeStringField("state", "unknown");
            out.writeBooleanField("configured", false);
            out.writeBooleanField("running", false);
            out.writeBooleanField("overloaded", false);
        }
        if (code == Code.INVALID_DECREE) {
            Fault.writeAll(out, "faults", faults);
        }
        out.writeEndObject();
    }

    /** Reads a problem. */
    public static Problem read(JsonObject in) throws MalformedAnswer {
        int status = in.count("status");
        String detail = in.text("detail");
        if (status < 400 || status > 599) {
            throw new MalformedAnswer("a problem with status " + status);
        }
        return new Problem(
                status,
                Code.of(in.text("code")),
                detail == null ? "" : detail,
                in.text("app"),
                in.objects("faults", Fault::read));
    }
}
