package org.liege.ledger;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.HashMap;
import java.util.Map;
import org.liege.vassal.Decree;

/**
 * The forms of all types in a tree of records, found by reflection: what the records hold is what is written, and a component
 * that is added to one of them needs no second place. Not thread-safe while the forms are being found.
 */
final class Forms {
    private final Map<Type, Form> known = new HashMap<>();

    Form of(Type type) {
        Form form = known.get(type);
        if (form == null) {
            form = find(type);
            known.put(type, form);
        }
        return form;
    }

    private Form find(Type type) {
        if (type instanceof ParameterizedType generic) {
            return Form.container((Class<?>) generic.getRawType(), generic.getActualTypeArguments(), this);
        }
        Class<?> plain = (Class<?>) type;
        if (plain == Decree.class) {
            return new SharedForm(new RecordForm(plain, this));
        } else if (plain.isRecord()) {
            return new RecordForm(plain, this);
        } else if (plain.isSealed()) {
            return new UnionForm(plain, this);
        }
        return Form.plain(plain);
    }
}
