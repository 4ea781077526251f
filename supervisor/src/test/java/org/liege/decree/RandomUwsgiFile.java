package org.liege.decree;

import java.util.Random;

/** Writes [uwsgi] sections of every odd shape, the same for the same seed. Nothing in them runs or binds anything. */
final class RandomUwsgiFile {
    private static final String[] KEYS = {
        "socket", "http-socket", "fastcgi-socket", "module", "base", "x", "y", "listen", "chmod-socket", "umask", "Socket",
        "chmod_socket", "processes", "master", "vacuum", "chdir2", "%n", "s%zocket", ""
    };
    private static final String[] PIECES = {
        "/run/", "/", "a", "b.sock", "%n", "%c", "%d", "%(base)", "%(x)", "%(y)", "%(socket)", "%(none)", "$(STAGE)",
        "$(EMPTY)", "$(NONE)", "$(REFERENCE)", "@(companions/word.txt)", "@(companions/lines.txt)", "%%", "%", "$", "@",
        "(", ")", "%(", "$(", "%(processes + 1)", "%(x ++)", "%(x y base)", "%(base", ";", "#", "=", "[", "]", "\"", "'", " ",
        "\t", "caf\u00e9", "%(%(x))", "%(_)", "660", "7", "%x", "%0", "%2", "%j", "%e", "%N", "%v", "\\", "*"
    };
    private static final String[] BLOCKS = {
        "if-env = STAGE", "if-env = NONE", "if-env = STAGE=live", "if-not-env = NONE", "if-not-env = STAGE=live",
        "if-opt = x", "if-not-opt = x", "if-opt = base=a", "if-exists = companions/word.txt", "if-exists = none",
        "if-not-exists = none", "if-file = companions", "if-dir = companions", "if-not-dir = none", "if-reload =",
        "if-not-reload", "for = a b", "for =  a  b c ", "for-times = 3", "for-times = 0", "for-glob = companions/*.txt",
        "for-glob = companions/[b-m]*.ini", "for-glob = none*", "for-readline = companions/lines.txt",
        "for-readline = companions/crlf.txt", "for-readline = none", "if-hostname = %h", "if-not-hostname = %h",
        "if-hostname-match = ."
    };
    private static final String[] ENDS = {"endif =", "endfor =", "end =", "end-if", "end-for =", "endif"};
    private static final String[] SOURCES = {
        "include = companions/part.ini", "ini = companions/part.ini:extra", "ini = :more", "inherit = companions/inherited.ini",
        "include = companions/logic.ini", "include = companions/outer.ini", "ini = companions/part.conf",
        "inherit = companions/%(x).ini", "include = companions/magic.ini", "inherit = companions/chain.ini"
    };
    private static final String[] OTHERS = {
        "[uwsgi]", "[more]", "[vassal]", "[uwsgi] ", "[uwsgi];", "[uwsg%z]", "; comment", "# comment %n", "", "  ", "\t", "lonely",
        "= lost", "[", "[]", "set = x=%(base)", "set-ph = y=$(STAGE)", "set-placeholder = x=a%n", "set = socket=/run/%(x)s",
        "set = base = /b"
    };

    private final Random random;
    private final StringBuilder text = new StringBuilder();

    private RandomUwsgiFile(long seed) {
        this.random = new Random(seed);
    }

    static String of(long seed) {
        RandomUwsgiFile file = new RandomUwsgiFile(seed);
        file.write();
        return file.text.toString();
    }

    private void write() {
        line(random.nextInt(20) == 0 ? "socket = /run/early.sock" : "[uwsgi]");
        int lines = 1 + random.nextInt(20);
        boolean open = false;
        for (int i = 0; i < lines; i++) {
            int kind = random.nextInt(12);
            if (kind == 0 && (!open || random.nextInt(20) == 0)) {
                line(one(BLOCKS));
                open = true;
            } else if (kind <= 2 && open) {
                line(one(ENDS));
                open = false;
            } else if (kind == 3) {
                line(one(SOURCES));
            } else if (kind <= 5) {
                line(one(OTHERS));
            } else {
                line(one(KEYS) + blank() + "=" + blank() + value());
            }
        }
        if (random.nextInt(5) == 0) {
            text.setLength(text.length() - 1);
        }
    }

    private void line(String line) {
        text.append(random.nextInt(8) == 0 ? blank() : "").append(line).append(random.nextInt(8) == 0 ? blank() : "");
        text.append(random.nextInt(15) == 0 ? "\r\n" : "\n");
    }

    private String blank() {
        return new String[] {"", " ", " ", "\t", "  ", " \t "}[random.nextInt(6)];
    }

    private String value() {
        StringBuilder value = new StringBuilder();
        for (int pieces = random.nextInt(6); pieces >= 0; pieces--) {
            value.append(one(PIECES));
        }
        return value.toString();
    }

    private String one(String[] of) {
        return of[random.nextInt(of.length)];
    }
}
