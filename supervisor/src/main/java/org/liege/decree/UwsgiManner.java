package org.liege.decree;

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

    private boolean listens;
    private boolean cheap;
    private boolean withoutWorkers;
    private boolean alone;
    private boolean sharing;
    private boolean elsewhere;

    void take(UwsgiOption option) throws BadValue {
        switch (option.key) {
            case "cheap" -> cheap = UwsgiSwitch.isOn(option.value);
            case "processes", "workers", "p" -> withoutWorkers = option.value.strip().equals("0");
            case "reuse-port" -> sharing = UwsgiSwitch.isOn(option.value);
            case "shutdown-sockets" -> {
                if (UwsgiSwitch.isOn(option.value)) {
                    throw new BadValue("ends the sockets with this uWSGI, and they are Liege's: the next one could not "
                            + "listen on them; remove it");
                }
            }
            default -> {
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
        return binds && !address.startsWith("=") && (address.indexOf(':') >= 0 || address.startsWith("@") || address.startsWith("\\0"));
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

    /** How an edit reaches it if [vassal] does not say so, as {@code reload} is written: two can't bind one address. */
    String reload() {
        return alone && !sharing ? "signal:HUP" : "rolling";
    }
}
