package org.liege.decree;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.liege.vassal.Readiness;

/**
 * The {@code ready} key: {@code notify}, {@code accept}, {@code spawn}, {@code http:/path} or {@code http:/path=204}.
 */
final class ReadinessText {
    // Not '//', which would be the start of a URL with a host. A trailing =NNN is the wanted status, so that '=' may
    // stand in a query string.
    private static final Pattern HTTP = Pattern.compile("http:(/(?!/)[\\x21-\\x7E]{0,1023}?)(?:=([0-9]{3}))?");

    private ReadinessText() {}

    static Readiness parse(String text) throws BadValue {
        return switch (text) {
            case "notify" -> new Readiness.Notify();
            case "accept" -> new Readiness.Accept();
            case "spawn" -> new Readiness.Spawn();
            default -> parseHttp(text, "'accept', 'notify', 'spawn', 'http:/path' or 'http:/path=204'");
        };
    }

    /**
     * {@code http:/path} or {@code http:/path=204}.
     *
     * @param wanted for the fault: all forms that the key takes
     */
    static Readiness.Http parseHttp(String text, String wanted) throws BadValue {
        Matcher http = HTTP.matcher(text);
        if (!http.matches()) {
            throw new BadValue("needs " + wanted + ", not " + Quoted.text(text));
        }
        int status = http.group(2) == null ? 0 : Integer.parseInt(http.group(2));
        if (status != 0 && (status < 100 || status > 599)) {
            throw new BadValue("needs an HTTP status from 100 to 599, not " + status);
        }
        return new Readiness.Http(http.group(1), status);
    }
}
