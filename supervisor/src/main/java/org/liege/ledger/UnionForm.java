package org.liege.ledger;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/** A sealed interface: an object with one entry, the record's name and what it holds. */
final class UnionForm implements Form {
    private final Map<String, Form> byName = new HashMap<>();

    UnionForm(Class<?> type, Forms forms) {
        for (Class<?> member : type.getPermittedSubclasses()) {
            byName.put(member.getSimpleName(), forms.of(member));
        }
    }

    @Override
    public void write(Object value, Page page) throws IOException {
        String name = value.getClass().getSimpleName();
        page.out().writeStartObject();
        page.out().writeFieldName(name);
        byName.get(name).write(value, page);
        page.out().writeEndObject();
    }

    @Override
    public Object read(JsonParser in, Page page) throws IOException {
        Form.expect(JsonToken.START_OBJECT, in);
        in.nextToken();
        Form.expect(JsonToken.FIELD_NAME, in);
        Form form = byName.get(in.currentName());
        if (form == null) {
            throw new Malformed("it has an unknown kind of value");
        }
        in.nextToken();
        Object value = form.read(in, page);
        in.nextToken();
        Form.expect(JsonToken.END_OBJECT, in);
        return value;
    }
}
