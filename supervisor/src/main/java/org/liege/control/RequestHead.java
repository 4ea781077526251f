package org.liege.control;

import java.util.List;
import java.util.Optional;
import org.apache.hc.core5.http.Header;

/**
 * A request's first line and headers, whole and sound.
 *
 * @param target as sent, still percent-encoded
 * @param minorVersion of HTTP/1
 * @param keepAlive whether the connection may serve another request
 * @param bodyLength announced bytes; {@link #CHUNKED} when the body says itself where it ends
 * @param expectsContinue the client holds the body back until it is asked for it
 */
record RequestHead(
        String method,
        String target,
        int minorVersion,
        List<Header> headers,
        boolean keepAlive,
        long bodyLength,
        boolean expectsContinue)
        implements HeadOutcome {
    static final long CHUNKED = -1;

    RequestHead {
        headers = List.copyOf(headers);
    }

    boolean hasBody() {
        return bodyLength != 0;
    }

    boolean isHead() {
        return method.equals("HEAD");
    }

    /** The first header of that name. */
    Optional<String> header(String name) {
        return headers.stream()
                .filter(header -> header.getName().equalsIgnoreCase(name))
                .map(Header::getValue)
                .findFirst();
    }
}
