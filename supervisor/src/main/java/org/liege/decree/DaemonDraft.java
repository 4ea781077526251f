package org.liege.decree;

import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/** The daemon's set-up, as far as it is known. */
final class DaemonDraft {
    // Room for "/apps/" + a name of one character + ".sock".
    private static final int RUN_PATH_BYTES = Limits.SOCKET_PATH_BYTES - 12;
    private static final Path ROOTS_RUN = Path.of("/run/liege");

    final Accounts accounts;
    /** What relative paths start at; changes with the origin of the values. */
    Path base;
    final List<String> vassals = new ArrayList<>();
    Path runDirectory;
    Path logDirectory;
    OptionalInt proxyGid = OptionalInt.empty();
    int maxStarting;
    boolean adoptOnly;
    OptionalInt readyFd = OptionalInt.empty();
    Path vassalDefaults;
    final HookDraft hook = new HookDraft();

    DaemonDraft(Accounts accounts) {
        this.accounts = accounts;
    }

    Path path(String text) throws BadValue {
        try {
            if (!text.isEmpty()) {
                return base.resolve(text).normalize();
            }
        } catch (InvalidPathException e) {
            throw new BadValue("needs a path, not " + Quoted.text(text));
        }
        throw new BadValue("needs a value");
    }

    void addVassals(String text) throws BadValue {
        vassals.add(path(text).toString());
    }

    void setRunDirectory(String text) throws BadValue {
        Path path = path(text);
        int bytes = path.toString().getBytes(StandardCharsets.UTF_8).length;
        if (bytes > RUN_PATH_BYTES) {
            throw new BadValue("has " + bytes + " bytes, and sockets in it would have more than a Unix socket's path"
                    + " may (" + Limits.SOCKET_PATH_BYTES + ")");
        }
        runDirectory = path;
    }

    void setProxyGroup(String text) throws BadValue {
        if (text.isEmpty()) {
            throw new BadValue("needs a value");
        }
        int gid = IdentityDraft.groupNumber(text, accounts);
        if (!mayGive(gid)) {
            throw new BadValue("names a group that the daemon's user is not in, which needs the daemon to run as root");
        }
        proxyGid = OptionalInt.of(gid);
    }

    private boolean mayGive(int gid) {
        return accounts.effectiveUid() == 0
                || gid == accounts.effectiveGid()
                || accounts.effectiveGroups().contains(gid);
    }

    /** Puts in what no origin gave; the places of the values are noted by the caller before. */
    void fill(Map<String, String> environment, int processors) throws BadValue {
        if (vassals.isEmpty()) {
            vassals.add("/etc/liege/vassals");
        }
        if (runDirectory == null) {
            setRunDirectory(usualRunDirectory(environment));
        }
        if (logDirectory == null) {
            boolean usual = accounts.effectiveUid() == 0 && runDirectory.equals(ROOTS_RUN);
            logDirectory = usual ? Path.of("/var/log/liege") : runDirectory.resolve("log");
        }
        if (proxyGid.isEmpty()) {
            OptionalInt usual = accounts.group("www-data");
            proxyGid = usual.isPresent() && mayGive(usual.getAsInt()) ? usual : OptionalInt.of(accounts.effectiveGid());
        }
        if (maxStarting == 0) {
            maxStarting = 2 * Math.max(1, processors);
        }
    }

    private String usualRunDirectory(Map<String, String> environment) throws BadValue {
        if (accounts.effectiveUid() == 0) {
            return ROOTS_RUN.toString();
        }
        String runtime = environment.getOrDefault("XDG_RUNTIME_DIR", "");
        if (!runtime.startsWith("/")) {
            throw new BadValue(
                    "is not set, and neither are LIEGE_RUN_DIR and XDG_RUNTIME_DIR; only root has a usual one");
        }
        return runtime + "/liege";
    }

    DaemonConfig seal(List<DaemonConfig.Setting> settings) {
        return new DaemonConfig(vassals, runDirectory, logDirectory, proxyGid.orElseThrow(), maxStarting, adoptOnly, readyFd,
                java.util.Optional.ofNullable(vassalDefaults), hook.seal(), settings);
    }

    /** What holds now for a key, in the words of the file; empty when nothing does. */
    List<String> shown(String key) {
        return switch (key) {
            case "vassals" -> vassals;
            case "run-dir" -> List.of(runDirectory.toString());
            case "log-dir" -> List.of(logDirectory.toString());
            case "proxy-group" -> List.of(String.valueOf(proxyGid.orElseThrow()));
            case "max-starting" -> List.of(String.valueOf(maxStarting));
            case "adopt-only" -> List.of(String.valueOf(adoptOnly));
            case "ready-fd" -> List.of(readyFd.isPresent() ? String.valueOf(readyFd.getAsInt()) : "none");
            case "vassal-defaults" -> vassalDefaults == null ? List.of("none") : List.of(vassalDefaults.toString());
            case "hook" -> List.of(hook.shownCommand());
            case "hook-timeout" -> List.of(hook.shownTimeout());
            case "hook-on" -> List.of(hook.shownOn());
            default -> throw new IllegalArgumentException(key);
        };
    }
}
