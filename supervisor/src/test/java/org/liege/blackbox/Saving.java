package org.liege.blackbox;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The ways in which files get into a directory: editors, copying tools, shells. Each makes one change of a vassal file,
 * by the real program, as its user would.
 */
enum Saving {
    VIM_THAT_RENAMES(saving -> saving.vim("no")),
    VIM_THAT_WRITES_IN_PLACE(saving -> saving.vim("yes")),
    VIM_THAT_KEEPS_A_BACKUP(saving -> saving.vim("auto backup")),
    NANO(saving -> Nano.insert(saving.file, 2, "# new\n")),
    SED_IN_PLACE(saving -> saving.run("sed", "-i", "s/old/new/", saving.file)),
    RSYNC(saving -> saving.run("rsync", "-a", saving.fresh, saving.file)),
    RSYNC_IN_PLACE(saving -> saving.run("rsync", "-a", "--inplace", saving.fresh, saving.file)),
    GIT_CHECKOUT(saving -> saving.git("checkout", "-q", "HEAD~1", "--", name(saving.file))),
    TAR_OVER_IT(saving -> saving.tar()),
    TAR_INTO_IT(saving -> saving.tar("--overwrite")),
    INSTALL(saving -> saving.run("install", "-m", "644", saving.fresh, saving.file)),
    CP(saving -> saving.run("cp", saving.fresh, saving.file)),
    CP_AFTER_REMOVAL(saving -> saving.run("cp", "--remove-destination", saving.fresh, saving.file)),
    CP_WITH_AN_OLDER_TIME(saving -> saving.run("touch", "-d", "2001-02-03", saving.fresh)
            .run("cp", "-p", saving.fresh, saving.file)),
    MV(saving -> saving.run("mv", saving.fresh, saving.file)),
    RM_THEN_CP(saving -> saving.sh("rm \"$2\" && cp \"$1\" \"$2\"")),
    CAT_INTO_IT(saving -> saving.sh("cat \"$1\" > \"$2\"")),
    TEE(saving -> saving.sh("tee \"$2\" < \"$1\" > /dev/null")),
    EMPTIED_THEN_FILLED(saving -> saving.sh(": > \"$2\"; cat \"$1\" >> \"$2\"")),
    DD_WITHOUT_TRUNCATION(saving -> saving.sh("dd if=\"$1\" of=\"$2\" conv=notrunc status=none")),
    TOUCH(saving -> saving.run("touch", saving.file)),
    TOUCH_TO_AN_OLDER_TIME(saving -> saving.run("touch", "-d", "2001-02-03", saving.file)),
    LINK_TO_ANOTHER_FILE(saving -> saving.run("ln", "-sfn", saving.fresh, saving.file)),

    CHMOD(saving -> saving.run("chmod", "600", saving.file)),
    CHOWN(saving -> saving.run("chown", "nobody", saving.file)),
    HARD_LINK(saving -> saving.run("ln", saving.file, saving.fresh.resolveSibling("another-name"))),
    RSYNC_WITHOUT_A_CHANGE(saving -> saving.copyBack().run("rsync", "-a", saving.fresh, saving.file)),
    RESTORED_COPY(saving -> saving.copyBack().sh("rm \"$2\" && cp -p \"$1\" \"$2\"")),
    READING(saving -> saving.sh("cat \"$2\" > /dev/null"));

    private static final Map<String, String> GIT = Map.of("GIT_CONFIG_GLOBAL", "/dev/null", "GIT_CONFIG_NOSYSTEM", "1",
            "GIT_AUTHOR_NAME", "a", "GIT_AUTHOR_EMAIL", "a@b", "GIT_COMMITTER_NAME", "a", "GIT_COMMITTER_EMAIL", "a@b");

    private final Way way;

    Saving(Way way) {
        this.way = way;
    }

    private interface Way {
        void go(Desk desk) throws IOException;
    }

    /** The vassal's name. */
    String vassal() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Whether the change is an order: new content or a new time. */
    boolean isEdit() {
        return compareTo(CHMOD) < 0;
    }

    /** What the worker says after it. */
    String textAfter() {
        return isEdit() && this != TOUCH && this != TOUCH_TO_AN_OLDER_TIME && this != NANO ? "new" : "old";
    }

    /** Makes the file, with the text {@code old}, and what the change needs beside the directory. */
    void prepare(Realm realm) throws IOException {
        Desk desk = new Desk(this, realm);
        Files.createDirectories(desk.fresh.getParent());
        realm.drop(vassal(), Worker.command("--text", "old"));
        Files.writeString(desk.fresh, Files.readString(desk.file).replace("old", "new"));
        // Of another second, since rsync takes files of one size and second for the same.
        Files.setLastModifiedTime(desk.fresh, FileTime.from(Instant.parse("2020-01-02T03:04:05Z")));
        if (this == GIT_CHECKOUT) {
            desk.history();
        }
    }

    /** Makes the change. */
    void save(Realm realm) throws IOException {
        way.go(new Desk(this, realm));
    }

    private static String name(Path file) {
        return file.getFileName().toString();
    }

    /** Where one change is made. */
    private static final class Desk {
        private final Path file;
        private final Path fresh;

        Desk(Saving saving, Realm realm) {
            this.file = realm.file(saving.vassal());
            this.fresh = realm.place().resolve("desk").resolve(saving.vassal()).resolve(name(file));
        }

        Desk run(Object... words) {
            Commands.run(Stream.of(words).map(Object::toString).toArray(String[]::new)).mustSucceed();
            return this;
        }

        Desk sh(String script) {
            return run("sh", "-ec", script, "sh", fresh, file);
        }

        Desk copyBack() {
            return run("cp", "-p", file, fresh);
        }

        void vim(String backup) {
            run(Component.VIM.require(), "-es", "-N", "-u", "NONE", "-c", "set swapfile backupcopy=" + backup,
                    "-c", "%s/old/new/", "-c", "wq", file);
        }

        void tar(String... options) {
            Path archive = fresh.resolveSibling("archive.tar");
            run("tar", "-cf", archive, "-C", fresh.getParent(), name(file));
            List<Object> words = new ArrayList<>(List.of("tar", "-xf", archive, "-C", file.getParent()));
            words.addAll(List.of(options));
            run(words.toArray());
        }

        /** Two commits, of which the first has the new text. */
        void history() throws IOException {
            git("init", "-q");
            String old = Files.readString(file);
            Files.copy(fresh, file, StandardCopyOption.REPLACE_EXISTING);
            git("add", name(file));
            git("commit", "-q", "-m", "new");
            Files.writeString(file, old);
            git("commit", "-q", "-a", "-m", "old");
        }

        void git(String... words) {
            List<String> command = new ArrayList<>(List.of(Component.GIT.require().toString(),
                    "--git-dir=" + fresh.resolveSibling("history"), "--work-tree=" + file.getParent()));
            command.addAll(List.of(words));
            Commands.run(GIT, command.toArray(String[]::new)).mustSucceed();
        }
    }
}
