package org.liege.blackbox;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** The site that makes vassals: does what the test wants for a host, and sends the visitor back. */
final class Provisioner implements AutoCloseable {
    private final HttpServer server;
    private final List<String> asked = new CopyOnWriteArrayList<>();

    Provisioner(Consumer<String> making) throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> answer(exchange, making));
        server.start();
    }

    private void answer(HttpExchange exchange, Consumer<String> making) throws IOException {
        try (exchange) {
            String host = exchange.getRequestHeaders().getFirst("Host");
            asked.add(exchange.getRequestMethod() + " " + host + exchange.getRequestURI());
            making.accept(host);
            exchange.getResponseHeaders().set("Location", "http://" + host + exchange.getRequestURI());
            exchange.sendResponseHeaders(302, -1);
        }
    }

    int port() {
        return server.getAddress().getPort();
    }

    /** Method, host and path of every request. */
    List<String> asked() {
        return List.copyOf(asked);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
