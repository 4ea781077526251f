package org.liege.decree;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/**
 * Bytes as characters: uWSGI reads bytes and knows no encoding, so the text of a [uwsgi] section is kept with one
 * character 0-255 for each byte. Characters above stand for what can't be known beforehand (see {@link #unknown}).
 */
final class RawText {
    // The private use area of Unicode: no byte can be mistaken for it.
    private static final char UNKNOWN = '\uE000';

    private RawText() {}

    static String of(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    static String of(String text) {
        return of(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Up to the first NUL, where C's strings end. */
    static String untilNul(String raw) {
        int nul = raw.indexOf('\0');
        return nul < 0 ? raw : raw.substring(0, nul);
    }

    /** Stands for a text that only uWSGI itself will know. */
    static String unknown() {
        return String.valueOf(UNKNOWN);
    }

    static boolean isKnown(String raw) {
        return raw.indexOf(UNKNOWN) < 0;
    }

    /** The characters that the bytes mean in UTF-8. */
    static String decode(String raw) throws BadValue {
        if (!isKnown(raw)) {
            throw new BadValue("holds what only uWSGI itself can know, such as a %V, a %t or a resolved name");
        }
        try {
            return StandardCharsets.UTF_8.newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(raw.getBytes(StandardCharsets.ISO_8859_1)))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new BadValue("is not UTF-8");
        }
    }

    /** For messages and digests: what is no UTF-8 shows as a replacement. */
    static String show(String raw) {
        String bytes = raw.replace(UNKNOWN, '?');
        return new String(bytes.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
    }
}
