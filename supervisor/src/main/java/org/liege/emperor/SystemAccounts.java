package org.liege.emperor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.liege.decree.Accounts;

/** The name service behind {@code check} and {@code config}. */
public final class SystemAccounts implements Accounts {
    private static final String GROUPS = "Groups:";

    @Override
    public Optional<Account> user(String name) {
        return org.liege.sandbox.Accounts.user(name).map(SystemAccounts::account);
    }

    @Override
    public Optional<Account> user(int uid) {
        return org.liege.sandbox.Accounts.user(Integer.toString(uid))
                .filter(account -> account.gid().isPresent())
                .map(SystemAccounts::account);
    }

    @Override
    public OptionalInt group(String name) {
        return org.liege.sandbox.Accounts.group(name);
    }

    @Override
    public int effectiveUid() {
        return org.liege.sandbox.Accounts.effectiveUid();
    }

    @Override
    public int effectiveGid() {
        return org.liege.sandbox.Accounts.effectiveGid();
    }

    /** From {@code /proc/self/status} (proc(5)), which lists the supplementary ones. */
    @Override
    public Set<Integer> effectiveGroups() {
        Set<Integer> groups = new HashSet<>(Set.of(effectiveGid()));
        try {
            for (String line : Files.readAllLines(Path.of("/proc/self/status"))) {
                if (line.startsWith(GROUPS)) {
                    line.substring(GROUPS.length()).strip().lines().flatMap(text -> java.util.Arrays.stream(text.split("\\s+")))
                            .filter(text -> !text.isEmpty())
                            .forEach(text -> groups.add(Integer.parseInt(text)));
                }
            }
        } catch (IOException e) {
            return groups;
        }
        return groups;
    }

    private static Account account(org.liege.sandbox.Account account) {
        return new Account(
                account.uid(), account.gid().orElse(account.uid()), account.name(), account.home(), account.shell());
    }
}
