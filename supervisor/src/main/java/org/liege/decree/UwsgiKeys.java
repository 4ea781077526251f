package org.liege.decree;

import java.util.List;
import java.util.Map;
import java.util.Set;

/** Which options of a [uwsgi] section Liege reads, and which keys of [vassal] may stand beside it. */
final class UwsgiKeys {
    /** Options that bind a listening socket which a worker can inherit by its path. */
    static final Set<String> SOCKETS = Set.of(
            "socket", "uwsgi-socket", "http-socket", "http11-socket", "fastcgi-socket", "fastcgi-nph-socket",
            "scgi-socket", "scgi-nph-socket", "raw-socket", "puwsgi-socket");
    /** The same with {@code address,certificate,key}. */
    static final Set<String> TLS_SOCKETS = Set.of("https-socket", "suwsgi-socket", "ssl-socket");
    /** What else decides how the sockets are made, and how the whole is run. */
    static final Set<String> OTHERS = Set.of(
            "listen", "chmod-socket", "chmod", "chown-socket", "umask", "uid", "gid", "immediate-uid", "immediate-gid",
            "master-as-root", "drop-after-init", "drop-after-apps", "abstract-socket", "daemonize", "daemonize2",
            "shared-socket", "undeferred-shared-socket", "shutdown-sockets", "protocol", "socket-protocol", "cheap",
            "reuse-port", "chroot", "pivot-root", "pivot_root");
    /** Options that bring other options. */
    static final Set<String> SOURCES = Set.of(
            "include", "inherit", "ini", "set", "set-ph", "set-placeholder", "inject-before", "inject-after",
            "declare-option", "declare-option2", "early-envdir");
    /** Options that load a configuration of another format. */
    static final Set<String> FOREIGN = Set.of(
            "xml", "xmlconfig", "yaml", "yml", "json", "js", "config", "ldap", "sqlite", "sqlite3", "ini-paste",
            "ini-paste-logged", "pypy-ini-paste");

    /** Keys of [vassal] that uWSGI has an option of its own for. */
    static final Map<String, String> OWNED = Map.ofEntries(
            Map.entry("command", "Liege runs uwsgi with this file"),
            Map.entry("socket", "write 'socket' in [uwsgi]"),
            Map.entry("socket-fd", "uWSGI finds its sockets by their paths"),
            Map.entry("bind", "uWSGI finds its sockets by their paths"),
            Map.entry("listen", "write 'listen' in [uwsgi]"),
            Map.entry("chmod-socket", "write 'chmod-socket' in [uwsgi]"),
            Map.entry("chown-socket", "write 'chown-socket' in [uwsgi]"),
            Map.entry("chdir", "write 'chdir' in [uwsgi]"),
            Map.entry("env", "write 'env' in [uwsgi]"),
            Map.entry("umask", "write 'umask' in [uwsgi]"),
            Map.entry("uid", "write 'uid' in [uwsgi]: uWSGI drops its privileges itself"),
            Map.entry("gid", "write 'gid' in [uwsgi]: uWSGI drops its privileges itself"),
            Map.entry("add-gid", "write 'add-gid' in [uwsgi]: uWSGI drops its privileges itself"),
            Map.entry("processes", "write 'processes' in [uwsgi]: uWSGI counts its own workers"));

    private UwsgiKeys() {}

    static boolean isSocket(String key) {
        return SOCKETS.contains(key) || TLS_SOCKETS.contains(key);
    }

    static boolean isForeign(String key) {
        return FOREIGN.contains(key);
    }

    /** Whether Liege must know for certain if and how an option holds. */
    static boolean matters(String key) {
        return isSocket(key) || OTHERS.contains(key) || SOURCES.contains(key) || FOREIGN.contains(key);
    }

    static boolean isOwned(String key) {
        return OWNED.containsKey(key);
    }

    /** What is wrong with a key of [vassal] that is uWSGI's own beside [uwsgi]. */
    static String owned(String key) {
        return "key '" + key + "' is uWSGI's own in a file with a [uwsgi] section: " + OWNED.get(key);
    }
}
