package org.liege.decree;

import org.liege.vassal.Readiness;

/** Whether the probes that [vassal] asks for can find something to ask in [uwsgi]. */
final class UwsgiProbes {
    private UwsgiProbes() {}

    static void check(Draft draft) {
        Readiness readiness = draft.policy.readiness;
        boolean http = readiness instanceof Readiness.Http;
        if (draft.ofUwsgi.isEmpty() && (http || readiness instanceof Readiness.Accept)) {
            draft.contradiction("ready", "asks for a probe, and [uwsgi] has no Unix socket with an absolute path; use "
                    + "notify or spawn");
        }
        checkHttp(draft, "ready", http);
        checkHttp(draft, "health", draft.policy.health.isPresent());
    }

    private static void checkHttp(Draft draft, String key, boolean asks) {
        if (asks && !draft.firstSpeaksHttp) {
            draft.contradiction(key, "asks for a GET, and the first socket of [uwsgi] does not speak HTTP; put an "
                    + "http-socket before it, or set 'protocol = http'");
        }
    }
}
