package org.liege.vassal;

/** When a worker counts as ready ({@code ready} in a vassal file). READY=1 on its notify socket always counts too. */
public sealed interface Readiness {
    /** Only {@code READY=1} by sd_notify(3). */
    record Notify() implements Readiness {}

    /** A probe connection has left the listen queue and is held by the worker's own tree. */
    record Accept() implements Readiness {}

    /**
     * An HTTP GET over the socket is answered.
     *
     * @param path request target, starts with {@code /}
     * @param status the wanted status, or 0 for any of 200-399
     */
    record Http(String path, int status) implements Readiness {
        public Http {
            if (!path.startsWith("/")) {
                throw new IllegalArgumentException("http readiness path must start with '/': " + path);
            }
            if (status != 0 && (status < 100 || status > 599)) {
                throw new IllegalArgumentException("http status " + status);
            }
        }
    }

    /** The exec of the command succeeded. */
    record Spawn() implements Readiness {}
}
