package org.liege.decree;

import java.util.OptionalInt;

/**
 * Whose a socket is that uWSGI binds. Without {@code chown-socket} uWSGI drops its privileges before it binds
 * ({@code core/uwsgi.c}), so it is the file of {@code uid} and {@code gid}; a {@code uid} alone leaves root's group.
 */
final class UwsgiOwner {
    /** Numbers of the socket's file. */
    record Owned(int uid, int gid) {}

    private final Surroundings surroundings;
    private final Accounts accounts;
    private int uid;
    private int gid;
    private UwsgiOption userName;
    private UwsgiOption groupName;
    private UwsgiOption chown;
    private boolean bindsAsRoot;

    UwsgiOwner(Surroundings surroundings) {
        this.surroundings = surroundings;
        this.accounts = surroundings.accounts();
    }

    void take(UwsgiOption option) throws BadValue {
        switch (option.key) {
            case "uid", "immediate-uid" -> takeUser(option);
            case "gid", "immediate-gid" -> takeGroup(option);
            case "chown-socket" -> {
                RawText.decode(option.value);
                chown = option;
            }
            case "master-as-root", "drop-after-init", "drop-after-apps" ->
                bindsAsRoot |= UwsgiSwitch.isOn(option.value);
            default -> {}
        }
    }

    /** As uWSGI has it: a number above 0 holds, a name counts only while there is none. */
    private void takeUser(UwsgiOption option) throws BadValue {
        String text = RawText.decode(option.value);
        uid = NumberText.isNumber(text) ? NumberText.parseInt(text, 0, Integer.MAX_VALUE) : uid;
        userName = uid == 0 ? option : userName;
    }

    private void takeGroup(UwsgiOption option) throws BadValue {
        String text = RawText.decode(option.value);
        gid = NumberText.isNumber(text) ? NumberText.parseInt(text, 0, Integer.MAX_VALUE) : gid;
        groupName = gid == 0 ? option : groupName;
    }

    Owned seal(UwsgiFindings findings) {
        int user = accounts.effectiveUid();
        int group = accounts.effectiveGid();
        if (surroundings.isRoot() && !bindsAsRoot && chown == null) {
            user = named(userName, findings, uid, true);
            group = named(groupName, findings, gid, false);
        }
        return chown == null ? new Owned(user, group) : given(user, group, findings);
    }

    private int named(UwsgiOption option, UwsgiFindings findings, int number, boolean user) {
        if (option == null || RawText.show(option.value).equals("0")) {
            return number;
        }
        return look(option, RawText.show(option.value), user, findings).orElse(number);
    }

    private OptionalInt look(UwsgiOption option, String name, boolean user, UwsgiFindings findings) {
        try {
            return OptionalInt.of(user
                    ? IdentityDraft.userNumber(name, accounts)
                    : IdentityDraft.groupNumber(name, accounts));
        } catch (BadValue e) {
            findings.fault(option, e.getMessage());
            return OptionalInt.empty();
        }
    }

    private Owned given(int user, int group, UwsgiFindings findings) {
        String text = RawText.show(chown.value);
        int colon = text.indexOf(':');
        int newUser = look(chown, colon < 0 ? text : text.substring(0, colon), true, findings).orElse(user);
        int newGroup = colon < 0 ? group : look(chown, text.substring(colon + 1), false, findings).orElse(group);
        boolean mayGive = newUser == user
                && (newGroup == group || accounts.effectiveGroups().contains(newGroup));
        if (!surroundings.isRoot() && !mayGive) {
            findings.fault(chown, "gives the socket to " + newUser + ":" + newGroup
                    + ", which needs the daemon to run as root");
        }
        return new Owned(newUser, newGroup);
    }
}
