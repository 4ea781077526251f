package org.liege.emperor;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.liege.sandbox.KernelException;
import org.liege.sandbox.ListeningSocket;
import org.liege.sandbox.Tenant;
import org.liege.vassal.Decree;
import org.liege.vassal.Identity;
import org.liege.vassal.SocketDecree;
import org.liege.vassal.VassalView;

/** The listeners of one vassal as they are in the kernel. Owned by the loop, except {@link #holdings}. */
final class Estate {
    /** A listener and what it was made from. */
    record Holding(SocketDecree decree, ListeningSocket socket, SpareName spare) {}

    private final List<Holding> held = new ArrayList<>();
    /** Closed ones whose paths still stand, so that they can be removed when the vassal goes. */
    private final List<ListeningSocket> shed = new ArrayList<>();
    /** Listeners of an earlier master's that could not be had, by path: socket inodes. */
    private final Map<String, Long> supplanted = new HashMap<>();
    private final SpareName.Store spares;
    private final Runnable changed;
    private volatile List<Holding> published = List.of();

    /** {@code changed} is run after each change of what {@link #holdings} tells. */
    Estate(SpareName.Store spares, Runnable changed) {
        this.spares = spares;
        this.changed = changed;
    }

    /** Safe from any thread. */
    List<Holding> holdings() {
        return published;
    }

    /**
     * Makes the listeners be as decreed. When one can't be opened, those opened by this call are closed again.
     *
     * @param keepOthers whether those that are not decreed stay as they are: an earlier generation still serves there
     * @throws KernelException in words, for the first that failed
     */
    List<VassalView.SocketView> arrange(Decree decree, boolean keepOthers) throws KernelException {
        List<Holding> opened = new ArrayList<>();
        try {
            if (!keepOthers) {
                dropOthers(decree);
            }
            removeStale(decree);
            for (SocketDecree wanted : decree.sockets()) {
                Optional<Holding> present = find(wanted);
                if (present.isPresent() && present.get().socket().pathIntact()) {
                    tune(present.get(), wanted);
                } else {
                    present.ifPresent(this::giveUp);
                    opened.add(open(wanted, decree.execution().identity()));
                }
            }
        } catch (KernelException failure) {
            opened.forEach(this::giveUp);
            throw failure;
        } finally {
            publish();
        }
        return views(decree);
    }

    /** Before the first {@link #arrange}: a listener that an earlier master has bound and that was taken back. */
    void inherit(Holding holding) {
        held.add(holding);
        publish();
    }

    /** Before the first {@link #arrange}: whatever listens there with that socket inode is to make way without a gap. */
    void supplant(String path, long inode) {
        supplanted.put(path, inode);
    }

    private void publish() {
        published = List.copyOf(held);
        changed.run();
    }

    private void dropOthers(Decree decree) {
        for (Holding holding : List.copyOf(held)) {
            if (decree.sockets().stream().noneMatch(holding.decree()::samePlace)) {
                giveUp(holding);
            }
        }
    }

    /** Removes what stands at the paths of closed ones; where a path is wanted again, bind replaces it. */
    private void removeStale(Decree decree) {
        shed.stream()
                .filter(socket -> decree.sockets().stream().noneMatch(next -> next.path().equals(socket.path())))
                .forEach(ListeningSocket::unlink);
        shed.clear();
    }

    private Optional<Holding> find(SocketDecree wanted) {
        return held.stream().filter(holding -> holding.decree().samePlace(wanted)).findFirst();
    }

    private void tune(Holding present, SocketDecree wanted) throws KernelException {
        SocketDecree now = present.decree();
        if (now.backlog() != wanted.backlog()) {
            present.socket().listen(wanted.backlog());
        }
        if (now.mode() != wanted.mode() || now.uid() != wanted.uid() || now.gid() != wanted.gid()) {
            present.socket().setOwnership(wanted.mode(), wanted.uid(), wanted.gid());
        }
        held.set(held.indexOf(present), new Holding(wanted, present.socket(), present.spare()));
    }

    private Holding open(SocketDecree wanted, Identity who) throws KernelException {
        Tenant tenant = wanted.masters() || who == null ? null : new Tenant(who.uid(), who.gid());
        ListeningSocket.Request request = new ListeningSocket.Request(
                wanted.path(), wanted.backlog(), wanted.mode(), wanted.uid(), wanted.gid(), tenant);
        Long former = supplanted.get(wanted.path());
        ListeningSocket socket =
                former == null ? ListeningSocket.bind(request) : ListeningSocket.supplant(request, former);
        supplanted.remove(wanted.path());
        Holding holding = new Holding(wanted, socket, wanted.masters() ? spares.keep(socket) : SpareName.NONE);
        held.add(holding);
        return holding;
    }

    private void giveUp(Holding holding) {
        holding.spare().drop();
        holding.socket().unlink();
        holding.socket().close();
        held.remove(holding);
    }

    /** The first decreed path that no open listener has: a worker must not be started without it. */
    Optional<String> missing(Decree decree) {
        return decree.sockets().stream()
                .filter(wanted -> find(wanted).isEmpty())
                .map(SocketDecree::path)
                .findFirst();
    }

    /**
     * Listeners in the order of the decree for a worker to inherit; none may be {@link #missing}. They block, as a worker
     * expects that is started alone. Beside others they are left as those have made them (O_NONBLOCK is of the open file, which
     * all share): an event loop accepts until EAGAIN, and would be stuck in accept(2) if its listener were made to block.
     */
    List<Integer> inheritable(Decree decree, boolean alone) throws KernelException {
        List<Integer> descriptors = new ArrayList<>();
        for (SocketDecree wanted : decree.sockets()) {
            ListeningSocket socket = find(wanted).orElseThrow().socket();
            if (alone) {
                socket.makeBlocking();
            }
            descriptors.add(socket.fd());
        }
        return descriptors;
    }

    /** Puts back the paths that have been lost, where that can be done, and tells which; the sampler will find the others. */
    List<String> restoreLost() {
        return held.stream()
                .filter(holding -> !holding.socket().pathIntact() && holding.spare().restore())
                .map(holding -> holding.decree().path())
                .toList();
    }

    /** Where probes knock: the first listener of the decree, which must have one. */
    SocketProbe.Door door(Decree decree) {
        SocketDecree first = decree.sockets().get(0);
        return find(first)
                .map(Holding::socket)
                .map(socket -> new SocketProbe.Door(first.path(), socket.inode(), socket.effectiveBacklog()))
                .orElseGet(() -> new SocketProbe.Door(first.path(), 0, 0));
    }

    private List<VassalView.SocketView> views(Decree decree) {
        List<VassalView.SocketView> views = new ArrayList<>();
        for (SocketDecree wanted : decree.sockets()) {
            find(wanted).ifPresent(holding -> views.add(new VassalView.SocketView(
                    wanted.path(),
                    holding.socket().inode(),
                    "master",
                    holding.socket().effectiveBacklog(),
                    wanted.backlog())));
        }
        return views;
    }

    /** Resets who waits and refuses from now on; the paths stay. */
    void shed() {
        for (Holding holding : held) {
            holding.spare().drop();
            holding.socket().shed();
            shed.add(holding.socket());
        }
        held.clear();
        publish();
    }

    /** Removes the paths and closes. */
    void unlink() {
        List.copyOf(held).forEach(this::giveUp);
        shed.forEach(ListeningSocket::unlink);
        shed.clear();
        publish();
    }
}
