package org.liege.decree;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/**
 * Tells one version of a vassal file from another: by its path, its content, its time of modification (so that {@code
 * touch} counts) and the defaults merged under it. Not by inode or ctime: a hard link, a chmod or a restored copy
 * orders nothing new.
 */
final class Digest {
    private static final int BYTES = 16;

    private Digest() {}

    static String of(VassalFile file, List<IniEntry> merged) {
        return of(file, merged, List.of());
    }

    /** @param options of its [uwsgi] section, included files and all; raw */
    static String of(VassalFile file, List<IniEntry> merged, List<UwsgiOption> options) {
        MessageDigest sha = sha256();
        add(sha, file.path().toString().getBytes(StandardCharsets.UTF_8));
        add(sha, file.content());
        add(sha, file.stamp().getBytes(StandardCharsets.UTF_8));
        String own = file.path().toString();
        for (IniEntry entry : merged) {
            if (!entry.file().equals(own)) {
                add(sha, entry.key().getBytes(StandardCharsets.UTF_8));
                add(sha, entry.value().getBytes(StandardCharsets.UTF_8));
            }
        }
        for (UwsgiOption option : options) {
            add(sha, option.key.getBytes(StandardCharsets.UTF_8));
            add(sha, option.value.getBytes(StandardCharsets.UTF_8));
        }
        return HexFormat.of().formatHex(sha.digest(), 0, BYTES);
    }

    private static void add(MessageDigest sha, byte[] part) {
        // The length first, so that no two lists of parts read alike.
        sha.update(Integer.toString(part.length).getBytes(StandardCharsets.US_ASCII));
        sha.update((byte) ':');
        sha.update(part);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
