package org.liege.vassal;

import java.util.List;

/** What is known of a vassal's listening sockets, and what was last asked for them. */
final class Listeners {
    private enum Status {
        CLOSED,
        ASKED,
        OPEN,
        /** Not all of them listen, but some may: they have to be opened anew, or shed. */
        INCOMPLETE
    }

    private Status status = Status.CLOSED;
    private List<SocketDecree> asked = List.of();
    private List<VassalView.SocketView> facts = List.of();
    private List<VassalView.SocketView> remembered = List.of();
    private String complaint = "";
    private boolean keepsOthers;
    /** Orders to open them that were not answered yet. Answers come in their order; only the last tells how things are. */
    private int unanswered;

    /**
     * The action that makes them be as decreed, or null when that was asked for already. {@code keepOthers}: an earlier
     * generation still serves at what is no longer decreed.
     */
    Action.Listen ensure(Decree decree, boolean keepOthers) {
        boolean settled = status == Status.ASKED || status == Status.OPEN;
        if (settled && asked.equals(decree.sockets()) && keepsOthers == keepOthers) {
            return null;
        }
        if (!settled || !Change.samePlaces(asked, decree.sockets())) {
            status = Status.ASKED;
        }
        asked = decree.sockets();
        keepsOthers = keepOthers;
        unanswered++;
        return new Action.Listen(decree, keepOthers);
    }

    /** What an earlier master knew of them. */
    void remembered(List<VassalView.SocketView> sockets) {
        remembered = sockets;
    }

    /**
     * Survivors hold some, which were taken back from them. Until they are known to listen, what was known of them holds: a master
     * that dies meanwhile must leave it to the next.
     */
    void inherited() {
        if (status == Status.CLOSED) {
            status = Status.INCOMPLETE;
            facts = remembered;
        }
    }

    /** True when they listen again after that had failed. */
    boolean opened(List<VassalView.SocketView> sockets) {
        if (overtaken() || status != Status.ASKED && status != Status.OPEN) {
            return false;
        }
        boolean mended = status == Status.ASKED && !complaint.isEmpty();
        status = Status.OPEN;
        facts = sockets;
        complaint = "";
        return mended;
    }

    /** What workers have bound by themselves; of no interest when something else is decreed by now. */
    void sighted(List<VassalView.SocketView> sockets) {
        boolean same = sockets.stream().map(VassalView.SocketView::path).toList()
                .equals(asked.stream().filter(SocketDecree::byWorker).map(SocketDecree::path).toList());
        if (status == Status.OPEN && same && sockets.size() == asked.size()) {
            facts = sockets;
        }
    }

    /** Whether the answer that has come is to an order after which there was another. */
    private boolean overtaken() {
        unanswered = Math.max(0, unanswered - 1);
        return unanswered > 0;
    }

    /** True when they do not all listen; false when what listened before still does. */
    boolean failed(String why) {
        if (overtaken()) {
            return false;
        }
        complaint = why;
        if (status != Status.ASKED) {
            return false;
        }
        lost();
        return true;
    }

    /** One of them is not to be had any more. */
    void lost() {
        if (status != Status.CLOSED) {
            forget();
            status = Status.INCOMPLETE;
        }
    }

    /** They were closed, or are about to be. True when there was something to close. */
    boolean close() {
        boolean was = status != Status.CLOSED;
        // What was ordered before is not answered any more.
        unanswered = 0;
        forget();
        return was;
    }

    private void forget() {
        status = Status.CLOSED;
        asked = List.of();
        facts = List.of();
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
                .map(socket -> new VassalView.SocketView(socket.path(), 0, socket.owner(), 0, socket.backlog()))
                .toList();
    }
}
