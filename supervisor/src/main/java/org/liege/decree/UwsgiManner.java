package org.liege.decree;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** What the options of a [uwsgi] section mean for how its uWSGI is watched and reloaded. */
final class UwsgiManner {
    /** Options with an address that only one process can bind. */
    private static final Set<String> BINDING = Set.of(
            "http", "http-router", "httprouter", "https", "https2", "http-to-https", "fastrouter", "rawrouter",
            "sslrouter", "sslrouter2", "forkptyrouter", "forkpty-router", "stats", "stats-server", "http-stats",
            "http-stats-server", "fastrouter-stats", "fastrouter-stats-server", "shared-socket",
            "undeferred-shared-socket");
    /** Options after which the path of the notify socket leads nowhere. */
    private static final Set<String> ELSEWHERE = Set.of("chroot", "pivot-root", "pivot_root");

    /** Options with a file that {@code vacuum} removes whosever it is by then. */
    private static final Set<String> LEFT_BEHIND =
            Set.of("pidfile", "pidfile2", "safe-pidfile", "safe-pidfile2", "stats", "stats-server");

    private boolean listens;
    private boolean lazy;
    private boolean vacuum;
    private boolean tidies;
    private boolean shutdown;
    private boolean cheap;
    private boolean withoutWorkers;
    private boolean alone;
    private boolean sharing;
    private boolean elsewhere;

    void take(UwsgiOption option) {
        switch (option.key) {
            case "cheap" -> cheap = UwsgiSwitch.isOn(option.value);
            case "processes", "workers", "p" -> withoutWorkers = option.value.strip().equals("0");
            case "reuse-port" -> sharing = UwsgiSwitch.isOn(option.value);
            case "lazy" -> lazy = UwsgiSwitch.isOn(option.value);
            case "vacuum" -> vacuum = UwsgiSwitch.isOn(option.value);
            case "shutdown-sockets" -> shutdown = UwsgiSwitch.isOn(option.value);
            default -> {
                tidies |= LEFT_BEHIND.contains(option.key);
                listens |= UwsgiKeys.isSocket(option.key);
                elsewhere |= ELSEWHERE.contains(option.key);
                alone |= bindsAlone(option);
            }
        }
    }

    /** A TCP or an abstract address; a number after {@code =} stands for a shared socket, which is counted itself. */
    private static boolean bindsAlone(UwsgiOption option) {
        boolean binds = UwsgiKeys.isSocket(option.key) || BINDING.contains(option.key);
        String address = option.value.stripLeading();
        boolean exclusive = address.indexOf(':') >= 0 || address.startsWith("@") || address.startsWith("\\0");
        return binds && exclusive && !address.startsWith("=");
    }

    /**
     * Whether a worker will tell that it is ready, which is exact; otherwise the master does. There is none before the first
     * request with {@code cheap}, and none that accepts where routers, crons or daemons are all that runs.
     */
    boolean workerTells() {
        return listens && !cheap && !withoutWorkers;
    }

    /** When such a worker counts as ready if [vassal] does not say so, as {@code ready} is written. */
    String readiness(boolean hasSockets) {
        return !elsewhere ? "notify" : hasSockets ? "accept" : "spawn";
    }

    /**
     * How an edit reaches it if [vassal] does not say so, as {@code reload} is written. Two can't bind one address; and at HUP
     * a {@code lazy} one forks new workers without reading its file again.
     */
    String reload() {
        if (!inPlace()) {
            return "rolling";
        }
        return lazy ? "restart" : "signal:HUP";
    }

    private boolean inPlace() {
        return alone && !sharing;
    }

    /**
     * What is set otherwise than the file has it, as {@code name=value}: one that ends must neither end the listeners, which are
     * Liege's, nor remove the pidfile and the stats socket of the one that has taken over.
     */
    List<String> overrides() {
        List<String> settings = new ArrayList<>();
        if (shutdown) {
            settings.add("shutdown-sockets=false");
        }
        if (vacuum && tidies && !inPlace()) {
            settings.add("vacuum=false");
        }
        return List.copyOf(settings);
    }
}
