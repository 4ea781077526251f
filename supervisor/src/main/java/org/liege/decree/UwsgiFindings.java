package org.liege.decree;

import java.util.ArrayList;
import java.util.List;
import org.liege.vassal.Fault;

/** What there is to say of a [uwsgi] section: faults, and notes on what Liege leaves to uWSGI. */
final class UwsgiFindings {
    private final FaultList faults;
    private final List<Fault> notes = new ArrayList<>();

    UwsgiFindings(FaultList faults) {
        this.faults = faults;
    }

    void fault(UwsgiOption option, String message) {
        faults.add(option.place, "key " + Quoted.text(RawText.show(option.key)) + " " + message);
    }

    void note(UwsgiOption option, String message) {
        if (notes.size() < Limits.FAULTS) {
            String key = "key " + Quoted.text(RawText.show(option.key));
            notes.add(new Fault(option.place.file(), option.place.line(), key + " " + message));
        }
    }

    List<Fault> notes() {
        return List.copyOf(notes);
    }
}
