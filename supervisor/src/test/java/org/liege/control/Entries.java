package org.liege.control;

import org.liege.realm.Entry;
import org.liege.realm.Entry.Kind;
import org.liege.vassal.Cause;
import org.liege.vassal.State;

/** Entries of the annals to be told of. */
final class Entries {
    private Entries() {}

    static Entry state(long sequence, String app) {
        return new Entry(sequence, Views.AS_OF, app, Kind.STATE, State.STARTING, State.RUNNING, Cause.READY,
                "ready after 412 ms");
    }

    static Entry reason(long sequence, String app, String words) {
        return new Entry(sequence, Views.AS_OF, app, Kind.REASON, State.FAILED, State.FAILED, Cause.EXITED, words);
    }

    static Entry faults(long sequence, String app) {
        return new Entry(sequence, Views.AS_OF, app, Kind.FAULTS, State.RUNNING, State.RUNNING, null, "/etc/x.ini:3: no");
    }

    static Entry gone(long sequence, String app) {
        return new Entry(sequence, Views.AS_OF, app, Kind.GONE, State.STOPPING, null, Cause.WITHDRAWN, "its file is gone");
    }

    static Entry hook(long sequence) {
        return new Entry(sequence, Views.AS_OF, null, Kind.HOOK, null, null, null, "could not run the hook /x");
    }
}
