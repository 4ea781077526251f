package org.liege.blackbox;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/**
 * A crowd of clients that do harm at both doors: mute ones, one-byte-at-a-time ones, half requests, and ones that order
 * the long list again and again and never read it.
 */
final class Hostility implements AutoCloseable {
    private static final int MUTE = 200;
    private static final int NEVER_READING = 20;
    private static final int SLOW = 50;

    private final Realm realm;
    private final List<Http> clients = new ArrayList<>();
    private final List<Http> slow = new ArrayList<>();
    private volatile boolean ended;
    private Thread thread;

    Hostility(Realm realm) {
        this.realm = realm;
    }

    void begin() throws IOException {
        for (int i = 0; i < MUTE; i++) {
            clients.add(new Http(i % 2 == 0 ? realm.query() : realm.control()));
        }
        for (int i = 0; i < NEVER_READING; i++) {
            Http greedy = new Http(realm.query());
            clients.add(greedy);
            greedy.send("GET /v1/apps?limit=1000 HTTP/1.1\r\nHost: x\r\n\r\n".repeat(4));
        }
        for (int i = 0; i < SLOW; i++) {
            slow.add(new Http(realm.query()));
        }
        clients.addAll(slow);
        thread = new Thread(this::drip, "hostility");
        thread.start();
    }

    /** One byte of a request that never ends to each slow client, about a thousand a second in all. */
    private void drip() {
        String endless = "GET /v1/apps HTTP/1.1\r\nX-Slow: ";
        for (int turn = 0; !ended; turn++) {
            Http client = slow.get(turn % slow.size());
            int sent = turn / slow.size();
            try {
                client.send(sent < endless.length() ? endless.substring(sent, sent + 1) : "x");
            } catch (IOException closed) {
                // The daemon has had enough of this one; so the crowd gets smaller.
                LockSupport.parkNanos(1_000_000);
            }
            LockSupport.parkNanos(1_000_000);
        }
    }

    @Override
    public void close() throws IOException {
        ended = true;
        if (thread != null) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        for (Http client : clients) {
            client.close();
        }
    }
}
