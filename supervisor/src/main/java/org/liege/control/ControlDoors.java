package org.liege.control;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntConsumer;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.liege.realm.Court;

/**
 * {@code query.sock} and {@code control.sock}, open from {@link #open} to {@link #close}. Their thread answers reads
 * from what the court last published, so they answer even when the daemon's loop hangs.
 */
public final class ControlDoors implements AutoCloseable {
    private static final Logger LOG = LogManager.getLogger(ControlDoors.class);
    /** For the door thread to end, in milliseconds. */
    private static final long END_MILLIS = 2000;

    private final DoorLoop loop;
    private final Thread thread;
    private final List<DoorSocket> sockets;

    private ControlDoors(DoorLoop loop, List<DoorSocket> sockets) {
        this.loop = loop;
        this.sockets = sockets;
        this.thread = new Thread(loop, "doors");
        thread.setDaemon(true);
    }

    /**
     * Opens both doors and answers from then on. The caller holds the run directory's lock; files that an earlier
     * master left are replaced.
     *
     * @param queryGroup gid of {@code query.sock}, mode 0660; below 0 for the daemon's own. {@code control.sock} is 0600
     * @param hardenDescriptor sets close-on-exec on a descriptor; called for every socket that is opened here
     * @param watch where the door thread will wait; closed with the doors, also when they can't be opened
     * @throws IOException in words, when a door can't be opened; then none is
     */
    public static ControlDoors open(
            Court court, Path runDir, int queryGroup, IntConsumer hardenDescriptor, Watch watch, Limits limits)
            throws IOException {
        List<DoorSocket> sockets = new ArrayList<>();
        try {
            DoorSocket.sweep(runDir);
            for (Door door : Door.values()) {
                sockets.add(DoorSocket.open(door, runDir.toAbsolutePath(), queryGroup, hardenDescriptor));
            }
            ControlDoors doors = new ControlDoors(loop(court, sockets, hardenDescriptor, watch, limits), sockets);
            court.onPublication(doors.loop::published);
            doors.thread.start();
            return doors;
        } catch (IOException | RuntimeException e) {
            watch.close();
            closeAll(sockets);
            throw e;
        }
    }

    private static DoorLoop loop(
            Court court, List<DoorSocket> sockets, IntConsumer hardenDescriptor, Watch watch, Limits limits)
            throws IOException {
        Mailbox mailbox = new Mailbox(watch);
        Desk desk = new Desk(court, limits, mailbox);
        List<Porter> porters = new ArrayList<>();
        for (DoorSocket socket : sockets) {
            porters.add(new Porter(socket, desk, watch, hardenDescriptor));
        }
        DoorLoop loop = new DoorLoop(watch, mailbox, desk);
        loop.man(porters);
        return loop;
    }

    /** Ends every connection as it is and removes the two files, if they are still ours. */
    @Override
    public void close() {
        loop.stop();
        try {
            thread.join(END_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (thread.isAlive()) {
            LOG.error("the door thread did not end within {} ms; it is left to itself", END_MILLIS);
        }
        closeAll(sockets);
    }

    private static void closeAll(List<DoorSocket> sockets) {
        for (DoorSocket socket : sockets) {
            try {
                socket.close();
            } catch (IOException e) {
                LOG.error("could not close {}: {}", socket.door().file(), e.getMessage());
            }
        }
    }
}
