package org.liege.cli;

import java.time.Instant;
import org.liege.protocol.Event;
import org.liege.protocol.Timestamp;

/** An event in words, on one line. */
final class EventLine {
    private EventLine() {}

    /** With its time and whom it concerns. */
    static String of(Event event) {
        return time(event.at()) + "  " + (event.app() == null ? "liege" : Plain.text(event.app())) + "  " + what(event);
    }

    /** Only what happened, and why. */
    static String what(Event event) {
        String why = ": " + Plain.text(event.reason());
        return switch (event.event() == null ? "" : event.event()) {
            case "state" -> Plain.text(event.from()) + " -> " + Plain.text(event.to()) + why;
            case "reason" -> "still " + Plain.text(event.to()) + why;
            case "appeared" -> "appeared, " + Plain.text(event.to()) + why;
            case "gone" -> "gone" + why;
            default -> Plain.text(event.event()) + why;
        };
    }

    /** UTC with milliseconds, as the protocol writes it. */
    static String time(Instant at) {
        return at == null ? "-" : Timestamp.format(at);
    }
}
