package org.liege.decree;

import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * A name service of paper: a few users and groups, seen by root or by the user {@code alice} (1000, in group audio).
 */
final class PaperAccounts implements Accounts {
    static final int PROXY_GID = 33;
    private static final Map<String, Account> USERS = Map.of(
            "root", new Account(0, 0, "root", "/root", "/bin/bash"),
            "daemon", new Account(1, 1, "daemon", "/usr/sbin", "/usr/sbin/nologin"),
            "alice", new Account(1000, 1000, "alice", "/home/alice", "/bin/sh"),
            "nobody", new Account(65534, 65534, "nobody", "/nonexistent", "/usr/sbin/nologin"));
    private static final Map<String, Integer> GROUPS =
            Map.of("root", 0, "daemon", 1, "adm", 4, "audio", 29, "www-data", PROXY_GID, "alice", 1000);

    private final int uid;
    private final int gid;
    private final Set<Integer> groups;

    private PaperAccounts(int uid, int gid, Set<Integer> groups) {
        this.uid = uid;
        this.gid = gid;
        this.groups = groups;
    }

    static PaperAccounts root() {
        return new PaperAccounts(0, 0, Set.of(0));
    }

    static PaperAccounts alice() {
        return new PaperAccounts(1000, 1000, Set.of(1000, 29));
    }

    @Override
    public Optional<Account> user(String name) {
        return Optional.ofNullable(USERS.get(name));
    }

    @Override
    public Optional<Account> user(int number) {
        return USERS.values().stream().filter(user -> user.uid() == number).findFirst();
    }

    @Override
    public OptionalInt group(String name) {
        return GROUPS.containsKey(name) ? OptionalInt.of(GROUPS.get(name)) : OptionalInt.empty();
    }

    @Override
    public int effectiveUid() {
        return uid;
    }

    @Override
    public int effectiveGid() {
        return gid;
    }

    @Override
    public Set<Integer> effectiveGroups() {
        return groups;
    }
}
