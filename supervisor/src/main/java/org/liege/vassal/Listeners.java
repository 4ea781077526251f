package org.liege.vassal;

import java.util.List;

/** What is known of a vassal's listening sockets, and what was last asked for them. */
final class Listeners {
    private enum Status {
        CLOSED,
        ASKED,
        OPEN
    }

    private Status status = Status.CLOSED;
    private List<SocketDecree> asked = List.of();
    private List<VassalView.SocketView> facts = List.of();
    private String complaint = "";

    /** The action that makes them be as decreed, or null when that was asked for already. */
    Action.Listen ensure(Decree decree) {
        if (status != Status.CLOSED && asked.equals(decree.sockets())) {
            return null;
        }
        if (status == Status.CLOSED) {
            status = Status.ASKED;
        }
        asked = decree.sockets();
        return new Action.Listen(decree);
    }

    void opened(List<VassalView.SocketView> sockets) {
        if (status != Status.CLOSED) {
            status = Status.OPEN;
            facts = sockets;
            complaint = "";
        }
    }

    /** True when nothing listens; false when what listened before still does. */
    boolean failed(String why) {
        complaint = why;
        if (status != Status.ASKED) {
            return false;
        }
        close();
        return true;
    }

    /** They were closed, or are about to be. True when there was something to close. */
    boolean close() {
        boolean was = status != Status.CLOSED;
        status = Status.CLOSED;
        asked = List.of();
        facts = List.of();
        return was;
    }

    boolean open() {
        return status == Status.OPEN;
    }

    /** What could not be tuned on listeners that go on as they were; empty when all is well. */
    String complaint() {
        return status == Status.OPEN ? complaint : "";
    }

    /** One view a decreed socket; inode and limit are 0 while it is closed. */
    List<VassalView.SocketView> views(Decree decree) {
        if (!facts.isEmpty() || decree == null) {
            return facts;
        }
        return decree.sockets().stream()
                .map(socket -> new VassalView.SocketView(socket.path(), 0, "master", 0, socket.backlog()))
                .toList();
    }
}
