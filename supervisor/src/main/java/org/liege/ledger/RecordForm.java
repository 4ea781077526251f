package org.liege.ledger;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.HashMap;
import java.util.Map;

/** A record: an object with its components by name. Names that it does not have are passed over. */
final class RecordForm implements Form {
    private record Component(int index, String name, Method accessor, Form form) {}

    private final Class<?> type;
    private final Constructor<?> constructor;
    private final Component[] components;
    private final Map<String, Component> byName = new HashMap<>();

    RecordForm(Class<?> type, Forms forms) {
        this.type = type;
        RecordComponent[] declared = type.getRecordComponents();
        Class<?>[] types = new Class<?>[declared.length];
        components = new Component[declared.length];
        for (int i = 0; i < declared.length; i++) {
            types[i] = declared[i].getType();
            declared[i].getAccessor().setAccessible(true);
            components[i] = new Component(
                    i, declared[i].getName(), declared[i].getAccessor(), forms.of(declared[i].getGenericType()));
            byName.put(declared[i].getName(), components[i]);
        }
        try {
            constructor = type.getDeclaredConstructor(types);
            constructor.setAccessible(true);
        } catch (NoSuchMethodException impossible) {
            throw new IllegalStateException("every record has its canonical constructor", impossible);
        }
    }

    @Override
    public void write(Object value, Page page) throws IOException {
        page.out().writeStartObject();
        for (Component component : components) {
            page.out().writeFieldName(component.name());
            component.form().writeAny(valueOf(component, value), page);
        }
        page.out().writeEndObject();
    }

    private static Object valueOf(Component component, Object value) {
        try {
            return component.accessor().invoke(value);
        } catch (ReflectiveOperationException impossible) {
            throw new IllegalStateException("an accessor only answers", impossible);
        }
    }

    @Override
    public Object read(JsonParser in, Page page) throws IOException {
        Form.expect(JsonToken.START_OBJECT, in);
        Object[] values = new Object[components.length];
        for (Component component : components) {
            values[component.index()] = component.form().absent();
        }
        while (in.nextToken() != JsonToken.END_OBJECT) {
            Component component = byName.get(in.currentName());
            in.nextToken();
            if (component == null) {
                in.skipChildren();
            } else {
                values[component.index()] = component.form().readAny(in, page);
            }
        }
        return make(values);
    }

    /** Records check themselves. */
    private Object make(Object[] values) throws Malformed {
        try {
            return constructor.newInstance(values);
        } catch (InvocationTargetException refused) {
            throw new Malformed("its " + type.getSimpleName() + " is none: " + refused.getCause());
        } catch (ReflectiveOperationException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
