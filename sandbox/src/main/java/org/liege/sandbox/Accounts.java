package org.liege.sandbox;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import jnr.posix.Group;
import jnr.posix.POSIX;
import jnr.posix.POSIXFactory;
import jnr.posix.Passwd;

/**
 * Users and groups by the system's name service. Calls may block as long as the name service does (LDAP), so they
 * belong on a thread that may wait. The C library answers from a static buffer: one question at a time.
 */
public final class Accounts {
    private static final int MOST_GROUPS = 65536;
    private static final String NUMBER = "[0-9]{1,10}";

    private Accounts() {}

    /** jnr-posix takes its time to load; who asks for no name does not pay for it. */
    private static final class Library {
        static final POSIX POSIX = POSIXFactory.getNativePOSIX();
    }

    /** By login name or number. A number without an entry is an account too, with no primary group. */
    public static synchronized Optional<Account> user(String nameOrNumber) {
        if (!isQuestion(nameOrNumber)) {
            return Optional.empty();
        }
        Passwd byName = Library.POSIX.getpwnam(nameOrNumber);
        if (byName != null) {
            return Optional.of(account(byName));
        }
        OptionalInt uid = number(nameOrNumber);
        return uid.isEmpty() ? Optional.empty() : Optional.of(byNumber(uid.getAsInt()));
    }

    private static Account byNumber(int uid) {
        Passwd entry = Library.POSIX.getpwuid(uid);
        return entry != null
                ? account(entry)
                : new Account(Integer.toString(uid), uid, OptionalInt.empty(), "/", "/bin/sh");
    }

    private static Account account(Passwd entry) {
        String shell = entry.getShell();
        return new Account(
                entry.getLoginName(),
                (int) entry.getUID(),
                OptionalInt.of((int) entry.getGID()),
                orElse(entry.getHome(), "/"),
                orElse(shell, "/bin/sh"));
    }

    private static String orElse(String value, String whenEmpty) {
        return value == null || value.isEmpty() ? whenEmpty : value;
    }

    /** The number of a group given by name or number; a number needs no entry. */
    public static synchronized OptionalInt group(String nameOrNumber) {
        if (!isQuestion(nameOrNumber)) {
            return OptionalInt.empty();
        }
        Group byName = Library.POSIX.getgrnam(nameOrNumber);
        return byName != null ? OptionalInt.of((int) byName.getGID()) : number(nameOrNumber);
    }

    /** The user's supplementary groups (getgrouplist(3)) without the primary one, ascending. */
    public static synchronized List<Integer> groupsOf(String user, int primaryGid) {
        int[] count = {64};
        int[] groups = new int[count[0]];
        byte[] name = Native.bytes(user);
        while (Native.C.getgrouplist(name, primaryGid, groups, count) < 0 && groups.length < MOST_GROUPS) {
            groups = new int[Math.max(count[0], groups.length * 2)];
            count[0] = groups.length;
        }
        List<Integer> others = new ArrayList<>();
        Arrays.stream(groups, 0, Math.min(count[0], groups.length))
                .filter(gid -> gid != primaryGid)
                .sorted()
                .distinct()
                .forEach(others::add);
        return List.copyOf(others);
    }

    /** Whom this process acts as. */
    public static int effectiveUid() {
        return Native.C.geteuid();
    }

    /** The group this process acts as. */
    public static int effectiveGid() {
        return Native.C.getegid();
    }

    private static boolean isQuestion(String text) {
        return !text.isEmpty() && text.indexOf('\0') < 0;
    }

    /** -1 (4294967295) means "no change" to the kernel and is nobody's number. */
    private static OptionalInt number(String text) {
        if (!text.matches(NUMBER) || Long.parseLong(text) > Integer.MAX_VALUE) {
            return OptionalInt.empty();
        }
        return OptionalInt.of(Integer.parseInt(text));
    }
}
