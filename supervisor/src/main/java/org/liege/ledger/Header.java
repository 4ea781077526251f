package org.liege.ledger;

import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.CRC32;

/**
 * The first line of a file. It is judged before anything that follows it: a torn file, or one of another boot of the machine, whose
 * pids mean nothing, is not read on.
 *
 * @param boot {@code /proc/sys/kernel/random/boot_id} when it was written
 * @param reign the master that wrote it, as {@link Ledger} has it
 * @param ticks when it was written, in clock ticks since boot, as field 22 of /proc/PID/stat counts
 * @param bytes how many follow
 * @param checksum CRC-32 of the line up to it, and of what follows
 */
record Header(String boot, String reign, long ticks, int bytes, long checksum) {
    /** Goes up whenever what an earlier version wrote can't be read any more. */
    static final int VERSION = 1;
    /** No header is longer. */
    static final int MOST_BYTES = 256;

    private static final Pattern FORM = Pattern.compile(
            "liege memory 1 boot=([0-9a-f-]{1,64}) reign=([0-9a-f]{16}) ticks=([0-9]{1,18}) bytes=([0-9]{1,9})"
                    + " crc=([0-9a-f]{8})");
    private static final Pattern ANY_VERSION = Pattern.compile("liege memory ([0-9]{1,9}) .*");

    static Header over(byte[] body, String boot, String reign, long ticks) {
        Header unsigned = new Header(boot, reign, ticks, body.length, 0);
        return new Header(boot, reign, ticks, body.length, unsigned.checksumOver(body, 0, body.length));
    }

    /** What the checksum has to be when these bytes follow. */
    long checksumOver(byte[] body, int from, int length) {
        CRC32 crc = new CRC32();
        crc.update(start().getBytes(StandardCharsets.US_ASCII));
        crc.update(body, from, length);
        return crc.getValue();
    }

    /** @throws Malformed in words */
    static Header of(String line) throws Malformed {
        Matcher matcher = FORM.matcher(line);
        if (matcher.matches()) {
            return new Header(
                    matcher.group(1),
                    matcher.group(2),
                    Long.parseLong(matcher.group(3)),
                    Integer.parseInt(matcher.group(4)),
                    Long.parseLong(matcher.group(5), 16));
        }
        Matcher other = ANY_VERSION.matcher(line);
        throw new Malformed(other.matches() && Integer.parseInt(other.group(1)) != VERSION
                ? "another version of Liege wrote it (format " + other.group(1) + ", this one reads " + VERSION + ")"
                : "it is torn, or no file of a ledger");
    }

    private String start() {
        return "liege memory " + VERSION + " boot=" + boot + " reign=" + reign + " ticks=" + ticks + " bytes=" + bytes + " crc=";
    }

    byte[] line() {
        String crc = Long.toHexString(checksum | 1L << 32).substring(1);
        return (start() + crc + "\n").getBytes(StandardCharsets.US_ASCII);
    }
}
