package org.liege.ledger;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;

/** A large value that comes more than once: in full the first time, from then on by the number it came as. */
record SharedForm(Form inner) implements Form {
    @Override
    public void write(Object value, Page page) throws IOException {
        int known = page.shared().indexOf(value);
        if (known >= 0) {
            page.out().writeNumber(known);
        } else {
            page.shared().add(value);
            inner.write(value, page);
        }
    }

    @Override
    public Object read(JsonParser in, Page page) throws IOException {
        if (in.currentToken() != JsonToken.VALUE_NUMBER_INT) {
            Object value = inner.read(in, page);
            page.shared().add(value);
            return value;
        }
        int number = in.getIntValue();
        if (number < 0 || number >= page.shared().size()) {
            throw new Malformed("it names a part " + number + " that it does not have");
        }
        return page.shared().get(number);
    }
}
