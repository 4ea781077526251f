package org.liege.sandbox;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * The program that the kernel loads to run a file: from a script's {@code #!} line, or from the PT_INTERP of a 64-bit
 * ELF file (elf(5)). The kernel reports its absence as ENOENT of the file itself, which puzzles everybody.
 */
final class Interpreter {
    /** So much of a file is enough to tell. */
    static final int HEAD_BYTES = 4096;
    /** The kernel looks no further for a script's first line (BINPRM_BUF_SIZE). */
    private static final int SCRIPT_BYTES = 256;

    private static final int ELF_MAGIC = 0x464c457f;
    private static final int ELF_HEADER_BYTES = 64;
    private static final int PROGRAM_HEADER_BYTES = 56;
    private static final int PT_INTERP = 3;

    private Interpreter() {}

    /** @param head the first bytes of the file */
    static Optional<String> of(byte[] head) {
        if (head.length > 2 && head[0] == '#' && head[1] == '!') {
            return ofScript(new String(head, 2, Math.min(head.length, SCRIPT_BYTES) - 2, StandardCharsets.UTF_8));
        }
        ByteBuffer elf = ByteBuffer.wrap(head).order(ByteOrder.LITTLE_ENDIAN);
        boolean isElf64 = head.length >= ELF_HEADER_BYTES && elf.getInt(0) == ELF_MAGIC && head[4] == 2;
        return isElf64 ? ofElf(elf) : Optional.empty();
    }

    /** A carriage return belongs to the name: that is the classic fault of a file saved on Windows. */
    private static Optional<String> ofScript(String afterMagic) {
        String line = afterMagic.split("\n", 2)[0].replaceAll("^[ \t]+", "");
        String name = line.split("[ \t]", 2)[0];
        return name.isEmpty() ? Optional.empty() : Optional.of(name);
    }

    private static Optional<String> ofElf(ByteBuffer elf) {
        long table = elf.getLong(32);
        int count = elf.getShort(56) & 0xffff;
        for (int i = 0; i < count; i++) {
            long at = table + (long) i * PROGRAM_HEADER_BYTES;
            if (at < 0 || at + PROGRAM_HEADER_BYTES > elf.capacity()) {
                return Optional.empty();
            }
            if (elf.getInt((int) at) == PT_INTERP) {
                return text(elf, elf.getLong((int) at + 8), elf.getLong((int) at + 32));
            }
        }
        return Optional.empty();
    }

    private static Optional<String> text(ByteBuffer elf, long offset, long length) {
        if (offset < 0 || length < 2 || length > elf.capacity() || offset > elf.capacity() - length) {
            return Optional.empty();
        }
        // Without the final NUL.
        return Optional.of(new String(elf.array(), (int) offset, (int) length - 1, StandardCharsets.UTF_8));
    }
}
