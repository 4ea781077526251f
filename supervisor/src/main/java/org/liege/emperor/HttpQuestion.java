package org.liege.emperor;

import java.nio.charset.StandardCharsets;
import java.util.OptionalInt;
import org.liege.vassal.Readiness;

/** The one question that apps are asked by HTTP, and what the first line of the answer says (RFC 9112). */
final class HttpQuestion {
    private HttpQuestion() {}

    /** A GET after whose answer the connection is closed. */
    static byte[] request(String vassal, String path) {
        String head = "GET " + path + " HTTP/1.1\r\nHost: " + vassal
                + "\r\nUser-Agent: liege\r\nConnection: close\r\n\r\n";
        return head.getBytes(StandardCharsets.US_ASCII);
    }

    /** The status that a status line tells; empty when it is none. */
    static OptionalInt status(String line) {
        String[] words = line.strip().split(" ", 3);
        return words.length >= 2 && words[0].startsWith("HTTP/1.") && words[1].matches("[1-5][0-9][0-9]")
                ? OptionalInt.of(Integer.parseInt(words[1]))
                : OptionalInt.empty();
    }

    /** Whether that is the wanted status. */
    static boolean right(Readiness.Http wanted, int status) {
        return wanted.status() == 0 ? status >= 200 && status < 400 : status == wanted.status();
    }
}
