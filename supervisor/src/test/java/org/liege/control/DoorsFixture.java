package org.liege.control;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.liege.protocol.ControlClient;

/** Doors open over a fake court in a directory of their own; closes what it opened. */
public final class DoorsFixture implements AutoCloseable {
    public final FakeCourt court = new FakeCourt();
    public final Path runDir;
    private final ControlDoors doors;
    private final List<RawClient> clients = new ArrayList<>();

    DoorsFixture(Limits limits) throws IOException {
        runDir = Files.createTempDirectory("doors");
        court.readings.put(88123L, new org.liege.realm.Court.QueueReading(0, 100, 4));
        doors = ControlDoors.open(court, runDir, -1, descriptor -> { }, org.liege.emperor.EpollWatch.open(), limits);
    }

    public static DoorsFixture open() throws IOException {
        return new DoorsFixture(Limits.standard());
    }

    public Path control() {
        return runDir.resolve("control.sock");
    }

    public Path query() {
        return runDir.resolve("query.sock");
    }

    ControlClient controlClient() {
        return new ControlClient(control());
    }

    ControlClient queryClient() {
        return new ControlClient(query());
    }

    RawClient raw(Path socket) throws IOException {
        RawClient client = RawClient.connect(socket);
        clients.add(client);
        return client;
    }

    /** One request given as text, and everything that comes back until the end. */
    String exchange(String request) throws IOException {
        RawClient client = raw(control());
        client.send(request.getBytes(StandardCharsets.ISO_8859_1));
        return client.readToEnd();
    }

    @Override
    public void close() throws IOException {
        for (RawClient client : clients) {
            client.close();
        }
        doors.close();
        try (Stream<Path> files = Files.walk(runDir)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
