package org.liege.decree;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.liege.decree.Accounts.Account;
import org.liege.vassal.Identity;

/**
 * Whom the workers run as, as far as it is known. Supplementary groups are those of {@code add-gid} and no others, as
 * with uWSGI, which clears the list when it drops privileges.
 */
final class IdentityDraft {
    OptionalInt uid = OptionalInt.empty();
    OptionalInt gid = OptionalInt.empty();
    final Set<Integer> groups = new LinkedHashSet<>();

    void setUser(String text, Accounts accounts) throws BadValue {
        uid = OptionalInt.of(userNumber(text, accounts));
    }

    void setGroup(String text, Accounts accounts) throws BadValue {
        gid = OptionalInt.of(groupNumber(text, accounts));
    }

    void addGroup(String text, Accounts accounts) throws BadValue {
        groups.add(groupNumber(text, accounts));
        if (groups.size() > Limits.GROUPS) {
            throw new BadValue("stands more than " + Limits.GROUPS + " times");
        }
    }

    /** A number is taken as it is, whether or not the name service knows it. */
    static int userNumber(String text, Accounts accounts) throws BadValue {
        if (NumberText.isNumber(text)) {
            return NumberText.parseInt(text, 0, Integer.MAX_VALUE);
        }
        return accounts.user(text).orElseThrow(() -> new BadValue("names the unknown user " + Quoted.text(text))).uid();
    }

    static int groupNumber(String text, Accounts accounts) throws BadValue {
        if (NumberText.isNumber(text)) {
            return NumberText.parseInt(text, 0, Integer.MAX_VALUE);
        }
        OptionalInt number = accounts.group(text);
        if (number.isEmpty()) {
            throw new BadValue("names the unknown group " + Quoted.text(text));
        }
        return number.getAsInt();
    }

    /** Null when the workers run as the daemon does. */
    Identity seal(Draft draft) {
        return draft.surroundings.isRoot() ? sealAsRoot(draft) : sealUnprivileged(draft);
    }

    private Identity sealAsRoot(Draft draft) {
        if (uid.isEmpty() && gid.isEmpty() && groups.isEmpty()) {
            return null;
        }
        int number = uid.orElse(0);
        Optional<Account> account = draft.surroundings.accounts().user(number);
        if (gid.isEmpty() && account.isEmpty()) {
            draft.contradiction(
                    "uid", "names user " + number + ", who has no account and so no group; set 'gid' too", "gid");
            return null;
        }
        int group = gid.isPresent() ? gid.getAsInt() : account.get().gid();
        List<Integer> others = groups.stream().filter(other -> other != group).toList();
        return account.map(known -> new Identity(number, group, others, known.name(), known.home(), known.shell()))
                .orElseGet(() -> new Identity(number, group, others, String.valueOf(number), "/", "/bin/sh"));
    }

    private Identity sealUnprivileged(Draft draft) {
        Accounts accounts = draft.surroundings.accounts();
        String needsRoot = "needs the daemon to run as root";
        if (uid.isPresent() && uid.getAsInt() != accounts.effectiveUid()) {
            draft.contradiction("uid", needsRoot + ": it runs as user " + accounts.effectiveUid());
        }
        if (gid.isPresent() && gid.getAsInt() != accounts.effectiveGid()) {
            draft.contradiction("gid", needsRoot + ": it runs as group " + accounts.effectiveGid());
        }
        if (!groups.isEmpty()) {
            draft.contradiction("add-gid", needsRoot);
        }
        return null;
    }
}
