package org.liege.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalInt;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class AccountsTest {
    @Test
    void findsAUserByNameAndByNumber() {
        String[] entry = Workbench.run("getent", "passwd", "root").trim().split(":");
        Account root = new Account("root", 0, OptionalInt.of(0), entry[5], entry[6]);
        assertThat(Accounts.user("root")).contains(root);
        assertThat(Accounts.user("0")).contains(root);
    }

    @Test
    void takesANumberWithoutAnEntryButNotAName() {
        assertThat(Accounts.user("54321")).contains(new Account("54321", 54321, OptionalInt.empty(), "/", "/bin/sh"));
        for (String unknown :
                new String[] {"", "no-such-user", "4294967295", "99999999999", "-1", "1x", "a\0b", "1.5"}) {
            assertThat(Accounts.user(unknown)).as(unknown).isEmpty();
            assertThat(Accounts.group(unknown)).as(unknown).isEmpty();
        }
    }

    @Test
    void findsAGroupByNameAndByNumber() {
        assertThat(Accounts.group("root")).hasValue(0);
        assertThat(Accounts.group("www-data")).hasValue(33);
        assertThat(Accounts.group("54321")).hasValue(54321);
    }

    @Test
    void listsSupplementaryGroupsWithoutThePrimaryOne() {
        for (String user : new String[] {"root", "www-data", "nobody"}) {
            int primary = Accounts.user(user).orElseThrow().gid().orElseThrow();
            String all = primary
                    + Accounts.groupsOf(user, primary).stream()
                            .map(gid -> " " + gid)
                            .collect(Collectors.joining());
            assertThat(all.split(" "))
                    .containsExactlyInAnyOrder(
                            Workbench.run("id", "-G", user).trim().split(" "));
        }
        assertThat(Accounts.groupsOf("no-such-user", 7)).isEmpty();
    }

    @Test
    void knowsWhoWeAre() {
        String status = ProcFile.read("/proc/self/status").orElseThrow();
        assertThat(status).containsPattern("Uid:\t\\d+\t" + Accounts.effectiveUid() + "\t");
        assertThat(status).containsPattern("Gid:\t\\d+\t" + Accounts.effectiveGid() + "\t");
    }
}
