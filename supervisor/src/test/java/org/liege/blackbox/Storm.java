package org.liege.blackbox;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Visitors at a steady rate, sent by {@code bench/storm.c}: a process of its own, which the test doesn't slow. */
final class Storm implements AutoCloseable {
    private final Process process;
    private final Path output;

    /** One request and what became of it: status 0 without an answer, {@code retryAfter} null without that header. */
    record Visit(int status, double millis, Long retryAfter, String body) {
        static Visit of(String line) {
            String[] words = line.split(" ", 5);
            Long retryAfter = words[3].equals("-") ? null : Long.valueOf(words[3]);
            return new Visit(Integer.parseInt(words[1]), Double.parseDouble(words[2]), retryAfter, words[4]);
        }
    }

    private Storm(Process process, Path output) {
        this.process = process;
        this.output = output;
    }

    /** Begins to send requests for a host to a port of this machine, that many a second for that long. */
    static Storm begin(int port, String host, int perSecond, long millis) throws IOException {
        Path output = Files.createTempFile("lgstorm", "");
        Process process = new ProcessBuilder(
                        Compiled.PROGRAM.toString(), Integer.toString(port), host, Integer.toString(perSecond),
                        Long.toString(millis))
                .redirectInput(new File("/dev/null"))
                .redirectOutput(output.toFile())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        return new Storm(process, output);
    }

    /** Waits until all have been answered, or have given up after 30 s. */
    List<Visit> visits() throws IOException, InterruptedException {
        if (process.waitFor() != 0) {
            throw new AssertionError("storm exited with " + process.exitValue());
        }
        return Files.readAllLines(output, StandardCharsets.ISO_8859_1).stream().map(Visit::of).toList();
    }

    static Map<Integer, Long> statuses(List<Visit> visits) {
        return visits.stream().collect(Collectors.groupingBy(Visit::status, TreeMap::new, Collectors.counting()));
    }

    /** The longest time of all but a hundredth. */
    static double p99(List<Visit> visits) {
        List<Double> times = visits.stream().map(Visit::millis).sorted().toList();
        return times.get(Math.min(times.size() - 1, times.size() * 99 / 100));
    }

    @Override
    public void close() throws IOException {
        process.destroyForcibly();
        try {
            process.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        Files.deleteIfExists(output);
    }

    /** At first use. */
    private static final class Compiled {
        static final Path PROGRAM = Worker.compiled(Checkout.ROOT.resolve("bench/storm.c"));
    }
}
