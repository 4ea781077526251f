package org.liege.decree;

import static org.liege.decree.KeySketch.key;

import java.util.List;

/** The keys of the listeners. */
final class SocketKeys {
    private static final String GROUP = "Sockets";

    private SocketKeys() {}

    static List<Key> all() {
        return List.of(
                key(GROUP, "socket").repeatable().form("path").preset("{run}/apps/%n.sock")
                        .means("A Unix socket that the daemon binds, keeps and hands to the workers; at most 107 "
                                + "bytes. A relative path starts at the vassal file's directory; `{run}` at the start "
                                + "stands for the run directory, in which only `{run}/apps/` may hold sockets.")
                        .examples("{run}/apps/%n-web.sock")
                        .does((draft, name, value) -> draft.sockets.addPath(value.needed(), draft)),
                key(GROUP, "socket-fd").form("3 or 0").preset("3")
                        .means("Descriptor of the first socket in the worker: 3 as sd_listen_fds(3) has it, more "
                                + "sockets follow in order; or 0, inetd style, with further sockets from 3 on. A command "
                                + "that names its descriptor itself, as in `--bind fd://3`, gets no LISTEN_* variables, gunicorn "
                                + "LISTEN_FDS=-1: no others.")
                        .examples("0")
                        .does((draft, name, value) -> draft.execution.socketFd =
                                Integer.parseInt(Choice.parse(value.text(), List.of("3", "0"), List.of()))),
                key(GROUP, "bind").form("master").preset("master")
                        .means("Who binds the sockets: the daemon.")
                        .examples("master")
                        .does((draft, name, value) ->
                                Choice.parse(value.text(), List.of("master"), List.of("worker"))),
                key(GROUP, "listen").form("0-65535").preset("100")
                        .means("Backlog: connections that may wait to be accepted, the kernel admits one more. Above "
                                + "net.core.somaxconn the kernel clamps it; the state shows both. An edit applies "
                                + "without a restart.")
                        .examples("7")
                        .does((draft, name, value) ->
                                draft.sockets.backlog = NumberText.parseInt(value.text(), 0, 65535)),
                key(GROUP, "chmod-socket").form("octal").preset("660")
                        .means("Permissions of the sockets, set before anyone can connect; without a value 666, as "
                                + "uWSGI has it.")
                        .examples("600")
                        .does((draft, name, value) -> draft.sockets.mode =
                                value.text().isEmpty() ? 0666 : NumberText.parseMode(value.text())),
                key(GROUP, "chown-socket").form("owner, owner:group or :group")
                        .otherwise("the vassal's uid : the daemon's proxy-group")
                        .means("Owner and group of the sockets, names or numbers; a part that is left out keeps its "
                                + "default.")
                        .examples("daemon:daemon", "1:1", ":daemon")
                        .does((draft, name, value) ->
                                draft.sockets.setOwner(value.needed(), draft.surroundings.accounts())));
    }
}
