package org.liege.protocol;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;

/**
 * One listening Unix socket of an app.
 *
 * @param inode the socket's, as in {@code /proc/net/unix}; 0 while it is closed
 * @param owner {@code master} or {@code worker}
 * @param length connections waiting; null when it could not be read
 * @param limit the kernel's effective backlog; the queue is full when {@code length} is greater
 * @param requested the backlog as the vassal's file asks for it
 * @param peak the longest queue of the last 60 s; null when it could not be read
 */
public record Socket(
        String path, long inode, String owner, Integer length, Integer limit, int requested, Integer peak) {
    void writeTo(JsonGenerator out) throws IOException {
        out.writeStartObject();
        out.writeStringField("path", path);
        out.writeNumberField("inode", inode);
        out.writeStringField("owner", owner);
        Json.number(out, "length", length);
        Json.number(out, "limit", limit);
        out.writeNumberField("requested", requested);
        Json.number(out, "peak", peak);
        out.writeEndObject();
    }

    static Socket read(JsonObject in) throws MalformedAnswer {
        Long inode = in.number("inode");
        return new Socket(
                in.text("path"),
                inode == null ? 0 : inode,
                in.text("owner"),
                in.integer("length"),
                in.integer("limit"),
                in.count("requested"),
                in.integer("peak"));
    }
}
