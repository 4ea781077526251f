package org.liege.emperor;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.liege.sandbox.Descriptor;
import org.liege.sandbox.KernelException;
import org.liege.sandbox.ListeningSocket;
import org.liege.sandbox.Pidfd;
import org.liege.sandbox.ProcessInfo;
import org.liege.sandbox.ProcessTable;
import org.liege.sandbox.Tenant;
import org.liege.vassal.Identity;
import org.liege.vassal.SocketDecree;

/**
 * Takes the listeners of an earlier master back from the workers that inherited them (pidfd_getfd(2)). A worker may have moved or
 * closed its descriptor, or left it to a child: so the whole tree and the whole session are searched, for the inode.
 */
final class Restitution {
    private static final Logger LOG = LogManager.getLogger(Restitution.class);

    private final Estates estates;
    private final SpareName.Store spares;
    private final Crowd crowd;

    Restitution(Estates estates, SpareName.Store spares, Crowd crowd) {
        this.estates = estates;
        this.spares = spares;
        this.crowd = crowd;
    }

    /**
     * A listener that is to be had again.
     *
     * @param identity the tenant's, or null
     * @param inode the socket's own
     */
    record Claim(SocketDecree decree, Identity identity, long inode) {
        Tenant tenant() {
            return decree.masters() || identity == null ? null : new Tenant(identity.uid(), identity.gid());
        }
    }

    /**
     * Takes it back, at its path; else whatever is bound there by those who hold it may be supplanted.
     *
     * @param leaders pids of the workers to look at first, dead ones too
     * @return empty when it was taken back, else why not, in words
     */
    Optional<String> take(String vassal, Claim claim, List<Integer> leaders) {
        String path = claim.decree().path();
        String why = "no worker that may be looked into has it open";
        try {
            Optional<Descriptor> found = find(claim.inode(), leaders);
            if (found.isPresent()) {
                Optional<String> refusal = settle(vassal, claim, found.get());
                if (refusal.isEmpty()) {
                    return refusal;
                }
                why = refusal.get();
            }
        } catch (KernelException refused) {
            why = refused.getMessage();
        }
        estates.of(vassal).supplant(path, claim.inode());
        return Optional.of("could not take " + path + " back: " + why);
    }

    private Optional<String> settle(String vassal, Claim claim, Descriptor duplicate) throws KernelException {
        SocketDecree decree = claim.decree();
        String spare = decree.masters() ? spares.of(claim.inode()).toString() : null;
        ListeningSocket socket = ListeningSocket.adopt(duplicate, decree.path(), spare, claim.tenant());
        if (socket.inode() != claim.inode()) {
            socket.close();
            return Optional.of("the worker has put another socket in its place");
        }
        SpareName name = decree.masters() ? spares.inherit(socket) : SpareName.NONE;
        if (!socket.pathIntact() && !name.restore()) {
            socket.close();
            return Optional.of("the path was removed or replaced");
        }
        estates.of(vassal).inherit(new Estate.Holding(decree, socket, name));
        return Optional.empty();
    }

    /** The workers themselves nearly always have it; so the others are only looked for when they don't. */
    private Optional<Descriptor> find(long inode, List<Integer> leaders) throws KernelException {
        Optional<Descriptor> found = among(leaders, inode);
        return found.isPresent() ? found : among(households(leaders), inode);
    }

    private List<Integer> households(List<Integer> leaders) {
        List<Integer> others = new ArrayList<>();
        for (int leader : leaders) {
            others.addAll(ProcessTable.descendants(leader));
            crowd.followers(leader).stream().map(ProcessInfo::pid).forEach(others::add);
        }
        return others;
    }

    /** One that may not be looked into is no reason not to ask the next; its refusal counts when nobody has it. */
    private static Optional<Descriptor> among(List<Integer> pids, long inode) throws KernelException {
        KernelException refused = null;
        for (int pid : pids) {
            try {
                Optional<Descriptor> found = duplicate(pid, inode);
                if (found.isPresent()) {
                    return found;
                }
            } catch (KernelException failure) {
                refused = failure;
            }
        }
        if (refused != null) {
            throw refused;
        }
        return Optional.empty();
    }

    /** The handle first: so the descriptors that are listed and the one that is taken are those of one process. */
    private static Optional<Descriptor> duplicate(int pid, long inode) throws KernelException {
        Pidfd process;
        try {
            process = Pidfd.open(pid);
        } catch (KernelException gone) {
            LOG.debug("process {} has gone: {}", pid, gone.getMessage());
            return Optional.empty();
        }
        try (process) {
            OptionalInt number = ProcessTable.descriptorOf(pid, inode);
            return number.isPresent() ? Optional.of(process.duplicate(number.getAsInt())) : Optional.empty();
        }
    }
}
