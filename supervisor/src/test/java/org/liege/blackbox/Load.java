package org.liege.blackbox;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * Requests at a steady rate, whether or not earlier ones have been answered: an app that is away makes them wait, not
 * fewer. Answers are counted by status; 0 stands for an exchange without any, {@link #CUT_OFF} for one that broke off.
 */
final class Load implements AutoCloseable {
    static final int PER_SECOND = 250;
    /** What an answer counts as whose head came, but not all of its body. */
    static final int CUT_OFF = -1;

    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(30))
            .build();
    private final HttpRequest request;
    private final int perSecond;
    private final Map<Integer, AtomicLong> statuses = new ConcurrentHashMap<>();
    private final AtomicLong pending = new AtomicLong();
    private final Thread thread;
    private final long begun = System.nanoTime();
    private volatile boolean ended;
    private volatile long sent;

    /** GETs, {@link #PER_SECOND} of them. */
    Load(String url) {
        this(url, PER_SECOND, 0);
    }

    /** So many a second; POSTs with a body of that many bytes, GETs when that is 0. */
    Load(String url, int perSecond, int postBytes) {
        this.perSecond = perSecond;
        HttpRequest.Builder builder = HttpRequest.newBuilder(URI.create(url)).timeout(Duration.ofSeconds(60));
        request = postBytes == 0
                ? builder.build()
                : builder.POST(HttpRequest.BodyPublishers.ofByteArray(new byte[postBytes])).build();
        thread = new Thread(this::run, "load");
        thread.start();
    }

    private void run() {
        while (!ended) {
            long due = begun + sent * (1_000_000_000L / perSecond);
            while (System.nanoTime() < due) {
                LockSupport.parkNanos(due - System.nanoTime());
            }
            sent++;
            pending.incrementAndGet();
            send();
        }
    }

    private void send() {
        AtomicBoolean answering = new AtomicBoolean();
        HttpResponse.BodyHandler<Void> handler = head -> {
            answering.set(true);
            return HttpResponse.BodySubscribers.discarding();
        };
        client.sendAsync(request, handler).whenComplete((response, failure) -> {
            count(failure == null ? response.statusCode() : answering.get() ? CUT_OFF : 0);
            pending.decrementAndGet();
        });
    }

    private void count(int status) {
        statuses.computeIfAbsent(status, s -> new AtomicLong()).incrementAndGet();
    }

    long answered(int status) {
        AtomicLong count = statuses.get(status);
        return count == null ? 0 : count.get();
    }

    /** Stops sending, waits for the answers still owed, and tells how many came with each status. */
    Map<Integer, Long> end() {
        close();
        Until.holds("the last answers", () -> pending.get() == 0);
        Map<Integer, Long> counts = new TreeMap<>();
        statuses.forEach((status, count) -> counts.put(status, count.get()));
        return counts;
    }

    /** Requests sent per second since the beginning. */
    double rate() {
        return sent * 1e9 / (System.nanoTime() - begun);
    }

    @Override
    public void close() {
        ended = true;
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
