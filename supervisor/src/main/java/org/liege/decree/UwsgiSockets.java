package org.liege.decree;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.liege.vassal.SocketDecree;

/**
 * The sockets of a [uwsgi] section that the master binds: those with an absolute Unix path. uWSGI knows an inherited
 * socket by its name alone, so the path stays exactly as written, {@code //} included.
 */
final class UwsgiSockets {
    // core/socket.c: backlog unless `listen` says otherwise.
    private static final int BACKLOG = 100;
    // What bind(2) gives a socket's file before the umask.
    private static final int BOUND = 0777;
    private static final int UMASK = 022;

    /** A listener as the master makes it, and as uWSGI is told of it. */
    record Bound(SocketDecree decree, UwsgiCommand.Listener listener) {}

    /** A path, what follows it, and the line that asked for it. */
    private record Asked(String path, String extra, UwsgiOption option) {}

    private final Surroundings surroundings;
    private final UwsgiFindings findings;
    private final UwsgiOwner owner;
    private final List<Asked> asked = new ArrayList<>();
    private long backlog = BACKLOG;
    private int mask = UMASK;
    private int mode = -1;
    private String protocol = "uwsgi";
    private boolean abstracted;
    private int shared;

    UwsgiSockets(Surroundings surroundings, UwsgiFindings findings) {
        this.surroundings = surroundings;
        this.findings = findings;
        this.owner = new UwsgiOwner(surroundings);
    }

    /** Takes one option up; those that say nothing of sockets are let pass. */
    void take(UwsgiOption option) throws BadValue {
        String key = option.key;
        if (UwsgiKeys.isSocket(key)) {
            socket(option, UwsgiKeys.TLS_SOCKETS.contains(key));
            return;
        }
        switch (key) {
            case "listen" -> backlog = backlog(option.value);
            case "umask" -> mask = mask(RawText.decode(option.value));
            case "chmod-socket", "chmod" -> mode(RawText.decode(option.value));
            case "shared-socket", "undeferred-shared-socket" -> shared++;
            case "protocol", "socket-protocol" -> protocol = option.value;
            case "abstract-socket" -> abstracted = UwsgiSwitch.isOn(option.value);
            default -> owner.take(option);
        }
    }

    private static long backlog(String value) throws BadValue {
        long number = NumberText.leading(RawText.decode(value));
        if (number < 0 || number > 65535) {
            throw new BadValue("needs a whole number from 0 to 65535, not " + Quoted.text(RawText.show(value)));
        }
        return number;
    }

    /** A mask of less than three digits is 0 to uWSGI; of longer ones it takes the second to the fourth. */
    private static int mask(String text) throws BadValue {
        if (text.length() < 3) {
            return 0;
        }
        String digits = text.length() == 3 ? text : text.substring(1, 4);
        return NumberText.parseMode(digits);
    }

    private void mode(String text) throws BadValue {
        if (text.equals("1")) {
            mode = mode < 0 ? 0666 : mode;
        } else if (text.length() == 3) {
            mode = NumberText.parseMode(text);
        } else {
            throw new BadValue("needs three octal digits, such as 660, or 1 for 666, not " + Quoted.text(text));
        }
    }

    private void socket(UwsgiOption option, boolean withCertificate) throws BadValue {
        String text = RawText.decode(option.value).stripLeading();
        String name = withCertificate && text.indexOf(',') > 0 ? text.substring(0, text.indexOf(',')) : text;
        if (name.isEmpty()) {
            throw new BadValue("needs an address");
        }
        if (name.startsWith("fd://")) {
            throw new BadValue("names a descriptor, and Liege hands over sockets by their paths; write the path");
        }
        if (name.contains("$(") || name.contains("%(") || name.contains("@(")) {
            throw new BadValue("holds " + Quoted.text(name) + ", in which a name is unknown: no earlier key, or no "
                    + "variable of the daemon's environment");
        }
        if (name.startsWith("=")) {
            checkShared(name);
        }
        if (name.startsWith("=") || name.indexOf(':') >= 0) {
            return;
        }
        if (name.startsWith("@") || name.startsWith("\\0")) {
            findings.note(option, "is an abstract socket, which uWSGI binds itself: Liege does not hold it across "
                    + "restarts, nor see its queue");
        } else if (!name.startsWith("/")) {
            findings.note(option, "is a relative path, which uWSGI binds itself after its chdir: Liege does not hold "
                    + "it across restarts, nor see its queue; write an absolute path");
        } else {
            asked.add(new Asked(name, text.substring(name.length()), option));
        }
    }

    private void checkShared(String name) throws BadValue {
        if (NumberText.leading(name.substring(1)) >= shared) {
            throw new BadValue("stands for a shared-socket, and none of number " + Quoted.text(name.substring(1))
                    + " stands before it");
        }
    }

    /** Whether an HTTP request over the first of them is understood; true when there is none. */
    boolean firstSpeaksHttp() {
        if (asked.isEmpty()) {
            return true;
        }
        String key = asked.get(0).option().key;
        return key.startsWith("http-") || key.startsWith("http11-") || key.equals("socket") && protocol.startsWith("http");
    }

    /** The mode is 0777 less the umask where no chmod-socket is, and the owner whom uWSGI runs as by then. */
    List<Bound> seal() {
        Map<String, Bound> sockets = new LinkedHashMap<>();
        if (abstracted && !asked.isEmpty()) {
            findings.note(asked.get(0).option(), "is bound by uWSGI itself, as an abstract socket");
            return List.of();
        }
        UwsgiOwner.Owned owned = owner.seal(findings);
        for (Asked each : asked) {
            try {
                SocketPlace.check(each.path(), surroundings.runDirectory());
                checkSame(each.path(), sockets.keySet());
                if (sockets.size() >= Limits.SOCKETS && !sockets.containsKey(each.path())) {
                    throw new BadValue("is one of more than " + Limits.SOCKETS + " sockets");
                }
                SocketDecree socket = new SocketDecree(
                        each.path(), (int) backlog, mode < 0 ? BOUND & ~mask : mode, owned.uid(), owned.gid(),
                        SocketPlace.isApps(each.path(), surroundings.runDirectory()));
                sockets.putIfAbsent(each.path(),
                        new Bound(socket, new UwsgiCommand.Listener(each.option().key, each.extra())));
            } catch (BadValue e) {
                findings.fault(each.option(), e.getMessage());
            }
        }
        return List.copyOf(sockets.values());
    }

    /** The very same name is one socket to uWSGI; another name of the same file would take it from the first. */
    private static void checkSame(String path, Set<String> others) throws BadValue {
        for (String other : others) {
            if (!other.equals(path) && Path.of(other).normalize().equals(Path.of(path).normalize())) {
                throw new BadValue("is another name of the socket " + Quoted.text(other));
            }
        }
    }
}
