package org.liege.protocol;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;

/** What a control socket answers with: one JSON object. */
public sealed interface Message permits Direction, App, AppList, Event, Health, History, Problem {
    /** Writes the object, its keys in the order of PROTOCOL; the only errors are those of the generator's target. */
    void writeTo(JsonGenerator out) throws IOException;

    /** The object as UTF-8. */
    default byte[] toJson() {
        return Json.bytes(this::writeTo);
    }
}
