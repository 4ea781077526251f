package org.liege.decree;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Pattern;
import org.liege.vassal.Identity;
import org.liege.vassal.SocketDecree;

/** The listeners, as far as they are known. */
final class SocketsDraft {
    private static final String RUN = "{run}";
    private static final Pattern TCP = Pattern.compile("[^/]*:[0-9]+");

    final Set<Path> paths = new LinkedHashSet<>();
    int backlog;
    int mode;
    OptionalInt owner = OptionalInt.empty();
    OptionalInt group = OptionalInt.empty();

    void addPath(String text, Draft draft) throws BadValue {
        if (text.startsWith("@") || TCP.matcher(text).matches()) {
            throw new BadValue("needs the path of a Unix socket, not " + Quoted.text(text));
        }
        Path path = place(text, draft);
        SocketPlace.check(path.toString(), draft.surroundings.runDirectory());
        if (!paths.add(path)) {
            throw new BadValue("names " + Quoted.text(path.toString()) + " twice");
        }
        if (paths.size() > Limits.SOCKETS) {
            throw new BadValue("stands more than " + Limits.SOCKETS + " times");
        }
    }

    private static Path place(String text, Draft draft) throws BadValue {
        String run = draft.surroundings.runDirectory().toString();
        String full = text.startsWith(RUN) ? run + text.substring(RUN.length()) : text;
        try {
            return draft.file.directory().resolve(full).normalize();
        } catch (InvalidPathException e) {
            throw new BadValue("needs a path, not " + Quoted.text(text));
        }
    }

    /** Takes {@code owner}, {@code owner:group} or {@code :group}, names or numbers. */
    void setOwner(String text, Accounts accounts) throws BadValue {
        int colon = text.indexOf(':');
        String user = colon < 0 ? text : text.substring(0, colon);
        String others = colon < 0 ? "" : text.substring(colon + 1);
        if (user.isEmpty() && others.isEmpty()) {
            throw new BadValue("needs owner, owner:group or :group, not " + Quoted.text(text));
        }
        if (!user.isEmpty()) {
            owner = OptionalInt.of(IdentityDraft.userNumber(user, accounts));
        }
        if (!others.isEmpty()) {
            group = OptionalInt.of(IdentityDraft.groupNumber(others, accounts));
        }
    }

    List<SocketDecree> seal(Draft draft, Identity identity) {
        Accounts accounts = draft.surroundings.accounts();
        int uid = owner.orElse(identity == null ? accounts.effectiveUid() : identity.uid());
        int gid = group.orElse(draft.surroundings.proxyGid());
        if (!draft.surroundings.isRoot()) {
            checkUnprivileged(draft, uid, gid);
        }
        Path apps = SocketPlace.apps(draft.surroundings.runDirectory());
        List<SocketDecree> sockets = new ArrayList<>();
        for (Path path : paths) {
            sockets.add(new SocketDecree(path.toString(), backlog, mode, uid, gid, path.getParent().equals(apps)));
        }
        return sockets;
    }

    private static void checkUnprivileged(Draft draft, int uid, int gid) {
        Accounts accounts = draft.surroundings.accounts();
        boolean mayGive = accounts.effectiveGroups().contains(gid) || gid == accounts.effectiveGid();
        if (uid != accounts.effectiveUid() || !mayGive) {
            draft.contradiction("chown-socket", "gives the socket to " + uid + ":" + gid
                    + ", which needs the daemon to run as root", "uid", "gid");
        }
    }
}
