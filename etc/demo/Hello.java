import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Instant;

import static java.nio.charset.StandardCharsets.UTF_8;

/** Answers every HTTP request on the listening socket it inherited as descriptor 0. Run it with: java Hello.java */
public final class Hello {
    private static final int HEAD_LIMIT_BYTES = 8192;

    private Hello() {}

    public static void main(String[] arguments) throws IOException {
        if (!(System.inheritedChannel() instanceof ServerSocketChannel listener)) {
            throw new IOException("descriptor 0 is no listening socket: set socket-fd = 0");
        }
        while (true) {
            SocketChannel client = listener.accept();
            Thread thread = new Thread(() -> serve(client));
            thread.setDaemon(true);
            thread.start();
        }
    }

    private static void serve(SocketChannel client) {
        try (client) {
            if (readHead(client)) {
                client.write(ByteBuffer.wrap(answer().getBytes(UTF_8)));
            }
        } catch (IOException e) {
            System.err.println("client went away: " + e.getMessage());
        }
    }

    /** Reads up to the empty line that ends a request's head; false when the client closed before it, or sent too much. */
    private static boolean readHead(SocketChannel client) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(HEAD_LIMIT_BYTES);
        while (buffer.hasRemaining() && client.read(buffer) >= 0) {
            String head = new String(buffer.array(), 0, buffer.position(), UTF_8);
            if (head.contains("\r\n\r\n")) {
                return true;
            }
        }
        return false;
    }

    private static String answer() {
        String greeting = System.getenv().getOrDefault("GREETING", "Hello");
        String body = greeting + ", from process " + ProcessHandle.current().pid() + " at " + Instant.now() + "\n";
        return "HTTP/1.1 200 OK\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Length: "
                + body.getBytes(UTF_8).length + "\r\nConnection: close\r\n\r\n" + body;
    }
}
