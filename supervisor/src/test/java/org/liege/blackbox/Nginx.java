package org.liege.blackbox;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** An nginx of the test's own: own configuration, own pid, own port, no system service. */
final class Nginx implements AutoCloseable {
    private static final String PROXY = "proxy_pass http://app; ";

    private final Path home;
    private final int port;
    private final Process process;

    private Nginx(Path home, int port, Process process) {
        this.home = home;
        this.port = port;
        this.process = process;
    }

    /** Starts it in a folder of its own and waits until it accepts. Its workers are Debian's www-data, as ever. */
    static Nginx before(Path socket, Path home) throws IOException {
        return before(socket, home, "", PROXY + "proxy_next_upstream off;");
    }

    /** The same for an app that speaks uwsgi, fastcgi or scgi, with the parameters that Debian's nginx comes with. */
    static Nginx speaking(String protocol, Path socket, Path home) throws IOException {
        return before(socket, home, "", "include /etc/nginx/%1$s_params; %1$s_pass app; %1$s_next_upstream off;"
                .formatted(protocol));
    }

    /** As {@link #before}, with up to 16 connections to the app that are kept and used again. */
    static Nginx keepingConnectionsTo(Path socket, Path home) throws IOException {
        return before(socket, home, "keepalive 16;", PROXY + "proxy_http_version 1.1; proxy_set_header Connection \"\";");
    }

    private static Nginx before(Path socket, Path home, String upstream, String location) throws IOException {
        int port = freePort();
        return with(home, port, """
                upstream app { server unix:%1$s max_fails=0; %3$s }
                server {
                    listen 127.0.0.1:%2$d;
                    location / { %4$s }
                }""".formatted(socket, port, upstream, location));
    }

    /** Starts it in this folder with what stands in its {@code http} block, which has it accept at that port. */
    static Nginx with(Path home, int port, String http) throws IOException {
        Path program = Component.NGINX.require();
        Files.createDirectories(home);
        Path configuration = Files.writeString(home.resolve("nginx.conf"), configuration(home, http));
        Process process = new ProcessBuilder(program.toString(), "-p", home.toString(), "-c", configuration.toString())
                .redirectInput(new File("/dev/null"))
                .redirectErrorStream(true)
                .redirectOutput(home.resolve("output").toFile())
                .start();
        Nginx nginx = new Nginx(home, port, process);
        try {
            Until.holds("nginx accepts", nginx::accepts);
        } catch (RuntimeException | Error e) {
            nginx.close();
            throw e;
        }
        Component.NGINX.announce(process.pid());
        return nginx;
    }

    private static String configuration(Path home, String http) {
        return """
                user www-data;
                daemon off;
                worker_processes 1;
                pid %1$s/nginx.pid;
                error_log %1$s/error.log error;
                events { worker_connections 4096; }
                http {
                    access_log off;
                    client_body_temp_path %1$s/body;
                    proxy_temp_path %1$s/proxy;
                    fastcgi_temp_path %1$s/fastcgi;
                    uwsgi_temp_path %1$s/uwsgi;
                    scgi_temp_path %1$s/scgi;
                    %2$s
                }
                """.formatted(home, http);
    }

    static int freePort() throws IOException {
        try (ServerSocket any = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return any.getLocalPort();
        }
    }

    private boolean accepts() throws IOException {
        if (!process.isAlive()) {
            throw new AssertionError("nginx ended: " + Files.readString(home.resolve("output")));
        }
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException notYet) {
            return false;
        }
    }

    int port() {
        return port;
    }

    String url() {
        return "http://127.0.0.1:" + port + "/";
    }

    /** What nginx said about connects to the app that failed: refused, missing, or full. */
    List<String> failedConnects() throws IOException {
        return Files.readAllLines(home.resolve("error.log")).stream()
                .filter(line -> line.contains("connect() to unix:"))
                .toList();
    }

    /** What nginx said about requests that the app took and did not answer. */
    List<String> unanswered() throws IOException {
        return Files.readAllLines(home.resolve("error.log")).stream()
                .filter(line -> line.contains("upstream prematurely closed connection")
                        || line.contains("reset by peer) while reading response header"))
                .toList();
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
