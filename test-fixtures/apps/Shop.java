import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;

import static java.nio.charset.StandardCharsets.UTF_8;

/** An HTTP server on the inherited listening socket (descriptor 0): its pid, and a text from the environment. */
public final class Shop {
    private Shop() {}

    public static void main(String[] arguments) throws IOException {
        ServerSocketChannel listener = (ServerSocketChannel) System.inheritedChannel();
        ByteBuffer head = ByteBuffer.allocate(8192);
        while (true) {
            try (SocketChannel client = listener.accept()) {
                head.clear();
                while (!new String(head.array(), 0, head.position(), UTF_8).contains("\r\n\r\n")) {
                    if (client.read(head) <= 0) {
                        break;
                    }
                }
                client.write(ByteBuffer.wrap(answer().getBytes(UTF_8)));
            } catch (IOException e) {
                System.err.println("client went away: " + e.getMessage());
            }
        }
    }

    private static String answer() {
        String body = ProcessHandle.current().pid() + "\n" + System.getenv().getOrDefault("TEXT", "") + "\n";
        return "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: " + body.length()
                + "\r\nConnection: close\r\n\r\n" + body;
    }
}
