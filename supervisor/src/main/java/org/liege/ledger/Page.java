package org.liege.ledger;

import com.fasterxml.jackson.core.JsonGenerator;
import java.util.ArrayList;
import java.util.List;

/** What one file's writing or reading has at hand; {@code out} is null when reading. */
final class Page {
    private final JsonGenerator out;
    /** Written once in full, from then on by number: the decree of ten workers is one. */
    private final List<Object> shared = new ArrayList<>();

    Page(JsonGenerator out) {
        this.out = out;
    }

    JsonGenerator out() {
        return out;
    }

    List<Object> shared() {
        return shared;
    }
}
