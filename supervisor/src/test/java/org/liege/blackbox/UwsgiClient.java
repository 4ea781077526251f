package org.liege.blackbox;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** GET requests in uWSGI's own protocol (docs: "The uwsgi Protocol"), one a connection. */
final class UwsgiClient {
    private static final String HEAD_END = "\r\n\r\n";

    private UwsgiClient() {}

    /** The body of what is answered; empty when the connection was closed without an answer. */
    static String get(Path socket, String target) {
        try (SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(socket))) {
            ByteBuffer bytes = ByteBuffer.wrap(request(target));
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            String answer =
                    new String(Channels.newInputStream(channel).readAllBytes(), StandardCharsets.ISO_8859_1);
            int head = answer.indexOf(HEAD_END);
            return head < 0 ? "" : answer.substring(head + HEAD_END.length());
        } catch (IOException e) {
            throw new UncheckedIOException("GET " + target + " at " + socket, e);
        }
    }

    /** The same from a thread of its own, which ends with the answer. */
    static CompletableFuture<String> ask(Path socket, String target) {
        CompletableFuture<String> answer = new CompletableFuture<>();
        Thread thread = new Thread(() -> {
            try {
                answer.complete(get(socket, target));
            } catch (RuntimeException e) {
                answer.completeExceptionally(e);
            }
        }, "uwsgi request");
        thread.setDaemon(true);
        thread.start();
        return answer;
    }

    private static byte[] request(String target) {
        Map<String, String> variables = new LinkedHashMap<>();
        variables.put("REQUEST_METHOD", "GET");
        variables.put("REQUEST_URI", target);
        variables.put("PATH_INFO", target);
        variables.put("QUERY_STRING", "");
        variables.put("SERVER_PROTOCOL", "HTTP/1.1");
        variables.put("SERVER_NAME", "liege");
        variables.put("SERVER_PORT", "80");
        ByteArrayOutputStream block = new ByteArrayOutputStream();
        variables.forEach((name, value) -> {
            put(block, name);
            put(block, value);
        });
        ByteArrayOutputStream packet = new ByteArrayOutputStream();
        packet.write(0);
        putLength(packet, block.size());
        packet.write(0);
        packet.writeBytes(block.toByteArray());
        return packet.toByteArray();
    }

    private static void put(ByteArrayOutputStream out, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
        putLength(out, bytes.length);
        out.writeBytes(bytes);
    }

    private static void putLength(ByteArrayOutputStream out, int length) {
        out.write(length & 0xff);
        out.write(length >> 8);
    }
}
