package org.liege.blackbox;

import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A program of the machine that a test needs. A missing one fails the test, with the way to install it; Debian's own
 * python3, gunicorn and uwsgi are meant, by path, since another python may come first in PATH.
 */
enum Component {
    GCC("gcc", "gcc libc6-dev", "--version"),
    GIT("git", "git", "--version"),
    GUNICORN("/usr/bin/gunicorn", "gunicorn", "--version"),
    MOUNT("mount", "mount", "--version"),
    NANO("nano", "nano", "--version"),
    NGINX("nginx", "nginx-light", "-v"),
    NODE("node", "nodejs", "--version"),
    PHP("/usr/bin/php-cgi", "php-cgi", "--version"),
    PRLIMIT("prlimit", "util-linux", "--version"),
    PYTHON("/usr/bin/python3", "python3", "--version"),
    RSYNC("rsync", "rsync", "--version"),
    RUNSV("runsv", "runit", "-V"),
    S6_SUPERVISE("s6-supervise", "s6", "-V"),
    SCRIPT("script", "bsdutils", "--version"),
    SETPRIV("setpriv", "util-linux", "--version"),
    SS("ss", "iproute2", "-V"),
    START_STOP_DAEMON("start-stop-daemon", "dpkg", "--version"),
    SV("sv", "runit", "-V"),
    UWSGI("/usr/bin/uwsgi", "uwsgi-core uwsgi-plugin-python3", "--version"),
    VIM("vim.tiny", "vim-tiny", "--version"),
    CURL("curl", "curl", "--version");

    private final String name;
    private final String packages;
    private final String versionFlag;

    Component(String name, String packages, String versionFlag) {
        this.name = name;
        this.packages = packages;
        this.versionFlag = versionFlag;
    }

    /** Absolute path of the program. */
    Path require() {
        String path = System.getenv().getOrDefault("PATH", "") + ":/usr/local/sbin:/usr/sbin:/sbin:/usr/bin:/bin";
        for (String directory : path.split(":")) {
            Path candidate = Path.of(directory.isEmpty() ? "." : directory).resolve(name);
            if (Files.isExecutable(candidate) && !Files.isDirectory(candidate)) {
                return candidate.toAbsolutePath();
            }
        }
        throw new AssertionError(name + " is missing: install it with: apt-get install " + packages);
    }

    /** First line of what the program says about its version. */
    String version() {
        Commands.Outcome outcome = Commands.run(require().toString(), versionFlag);
        return (outcome.output() + outcome.errors()).lines().findFirst().orElse("unknown");
    }

    /** Says in the test's log which version of the component serves as which process. */
    void announce(long pid) {
        System.out.println("component " + name + ": " + version() + ", pid " + pid);
    }
}
