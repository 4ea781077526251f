package org.liege.decree;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.liege.vassal.Decree;
import org.liege.vassal.Fault;

/** Reads vassal files of text for tests: vassal {@code shop} at {@link #PATH}, run directory {@code /run/liege}. */
final class Reading {
    static final Path PATH = Path.of("/etc/liege/vassals/shop.ini");
    static final Map<String, String> ENVIRONMENT = Map.of("HOME", "/root", "STAGE", "live");

    private Reading() {}

    static DecreeReader reader(Accounts accounts) {
        int gid = accounts.effectiveUid() == 0 ? PaperAccounts.PROXY_GID : accounts.effectiveGid();
        return new DecreeReader(new Surroundings(accounts, ENVIRONMENT, Path.of("/run/liege"), gid));
    }

    static VassalFile file(String text) {
        return new VassalFile("shop", PATH, text.getBytes(StandardCharsets.UTF_8), "1");
    }

    /** The verdict on a file of these lines under [vassal], read by root. */
    static Verdict verdict(String... lines) {
        return verdict(PaperAccounts.root(), lines);
    }

    static Verdict verdict(Accounts accounts, String... lines) {
        return reader(accounts).read(file("[vassal]\n" + String.join("\n", lines) + "\n"), VassalDefaults.NONE);
    }

    static Decree decree(String... lines) {
        return good(verdict(lines));
    }

    static Decree good(Verdict verdict) {
        if (verdict instanceof Verdict.Good good) {
            return good.decree();
        }
        throw new AssertionError("not good: " + verdict);
    }

    static List<Fault> faults(Verdict verdict) {
        if (verdict instanceof Verdict.Bad bad) {
            return bad.faults();
        }
        throw new AssertionError("not bad: " + verdict);
    }

    /** The faults as {@code line: message}. */
    static List<String> messages(Verdict verdict) {
        return faults(verdict).stream().map(fault -> fault.line() + ": " + fault.message()).toList();
    }
}
