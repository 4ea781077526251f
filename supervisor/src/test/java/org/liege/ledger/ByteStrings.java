package org.liege.ledger;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Files put together from pieces. */
final class ByteStrings {
    private ByteStrings() {}

    static void write(Path file, byte[]... pieces) throws IOException {
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        for (byte[] piece : pieces) {
            whole.write(piece);
        }
        Files.write(file, whole.toByteArray());
    }
}
