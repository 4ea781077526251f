package org.liege.control;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import org.liege.protocol.Json;
import org.liege.protocol.Message;
import org.liege.protocol.Problem;

/** Writes answers: status line, headers and body. One per thread. */
final class Secretary {
    private static final DateTimeFormatter HTTP_DATE =
            DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.US).withZone(ZoneOffset.UTC);

    private final Reply body = new Reply();
    private long dateSecond = -1;
    private String date = "";

    /** What an answer needs to know of its request. */
    record Manner(boolean headOnly, boolean keepAlive, int minorVersion) {
        static Manner of(RequestHead head) {
            return new Manner(head.isHead(), head.keepAlive(), head.minorVersion());
        }

        /** For a request that was not understood. */
        static Manner last() {
            return new Manner(false, false, 1);
        }

        Manner closing() {
            return new Manner(headOnly, false, minorVersion);
        }
    }

    /** Sets the clock of the Date header. */
    void now(long wallMillis) {
        long second = Math.floorDiv(wallMillis, 1000L);
        if (second != dateSecond) {
            dateSecond = second;
            date = HTTP_DATE.format(Instant.ofEpochSecond(second));
        }
    }

    void answer(Reply out, Manner manner, int status, Message message) {
        body.clear();
        write(body, message::writeTo);
        open(out, manner, status, "application/json");
        finish(out, manner);
    }

    /** An answer with headers of its own. */
    void direct(Reply out, Manner manner, int status, Message message, List<Header> headers) {
        body.clear();
        write(body, message::writeTo);
        open(out, manner, status, "application/json");
        headers.forEach(header -> header(out, header.name(), header.value()));
        finish(out, manner);
    }

    void problem(Reply out, Manner manner, Problem problem, String allow) {
        problem(out, manner, problem, allow, List.of());
    }

    void problem(Reply out, Manner manner, Problem problem, String allow, List<Header> headers) {
        body.clear();
        write(body, problem::writeTo);
        open(out, manner, problem.status(), "application/problem+json");
        if (allow != null) {
            header(out, "Allow", allow);
        }
        if (problem.status() == 503) {
            header(out, "Retry-After", "1");
        }
        headers.forEach(header -> header(out, header.name(), header.value()));
        finish(out, manner);
    }

    /** Opens an answer whose length isn't known yet; HTTP/1.0 has it end with the connection. */
    void openStream(Reply out, Manner manner, String type, List<Header> headers) {
        open(out, manner, 200, type);
        headers.forEach(header -> header(out, header.name(), header.value()));
        if (manner.minorVersion() > 0) {
            header(out, "Transfer-Encoding", "chunked");
        }
        out.text("\r\n");
    }

    void goOn(Reply out) {
        out.text("HTTP/1.1 100 Continue\r\n\r\n");
    }

    static void write(Reply out, Json.Source source) {
        try {
            Json.write(out, source);
        } catch (IOException e) {
            throw new UncheckedIOException("could not write JSON to memory", e);
        }
    }

    private void open(Reply out, Manner manner, int status, String type) {
        out.text("HTTP/1.1 ");
        out.decimal(status);
        out.text(" ");
        out.text(phrase(status));
        out.text("\r\n");
        header(out, "Date", date);
        header(out, "Content-Type", type);
        header(out, "Cache-Control", "no-store");
        if (!manner.keepAlive()) {
            header(out, "Connection", "close");
        } else if (manner.minorVersion() == 0) {
            header(out, "Connection", "keep-alive");
        }
    }

    private void finish(Reply out, Manner manner) {
        out.text("Content-Length: ");
        out.decimal(body.size());
        out.text("\r\n\r\n");
        if (!manner.headOnly()) {
            out.append(body);
        }
    }

    private static void header(Reply out, String name, String value) {
        out.text(name);
        out.text(": ");
        out.text(value);
        out.text("\r\n");
    }

    private static String phrase(int status) {
        return switch (status) {
            case 200 -> "OK";
            case 202 -> "Accepted";
            case 400 -> "Bad Request";
            case 403 -> "Forbidden";
            case 404 -> "Not Found";
            case 405 -> "Method Not Allowed";
            case 408 -> "Request Timeout";
            case 409 -> "Conflict";
            case 413 -> "Content Too Large";
            case 417 -> "Expectation Failed";
            case 431 -> "Request Header Fields Too Large";
            case 502 -> "Bad Gateway";
            case 503 -> "Service Unavailable";
            case 505 -> "HTTP Version Not Supported";
            default -> "Unknown";
        };
    }
}
