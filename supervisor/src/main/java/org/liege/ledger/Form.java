package org.liege.ledger;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * How values of one type are written down and read back. What is null is written as null, whatever its type; a form only meets
 * what is there.
 */
interface Form {
    /** Writes a value that is not null. */
    void write(Object value, Page page) throws IOException;

    /** Reads a value whose first token the parser stands at, which is not null; leaves the parser at its last. */
    Object read(JsonParser in, Page page) throws IOException;

    /** What stands for null, or for a name that an earlier version did not write. */
    default Object absent() {
        return null;
    }

    default void writeAny(Object value, Page page) throws IOException {
        if (value == null) {
            page.out().writeNull();
        } else {
            write(value, page);
        }
    }

    default Object readAny(JsonParser in, Page page) throws IOException {
        return in.currentToken() == JsonToken.VALUE_NULL ? absent() : read(in, page);
    }

    /** The form of everything that is not made of other values. */
    static Form plain(Class<?> type) {
        if (type == String.class) {
            return new Text();
        } else if (type == int.class || type == Integer.class) {
            return new Int(type.isPrimitive());
        } else if (type == long.class || type == Long.class) {
            return new Wide(type.isPrimitive());
        } else if (type == boolean.class) {
            return new Flag();
        } else if (type == OptionalInt.class) {
            return new MaybeInt();
        } else if (type == OptionalLong.class) {
            return new MaybeLong();
        } else if (type.isEnum()) {
            return new Word(type);
        }
        throw new IllegalArgumentException("there is no form for " + type);
    }

    /** The form of a container. */
    static Form container(Class<?> raw, Type[] of, Forms forms) {
        if (raw == Optional.class) {
            return new Maybe(forms.of(of[0]));
        } else if (raw == List.class) {
            return new Row(forms.of(of[0]));
        } else if (raw == Map.class && of[0] == String.class) {
            return new Dictionary(forms.of(of[1]));
        }
        throw new IllegalArgumentException("there is no form for " + raw);
    }

    /** Refuses any other token. */
    static void expect(JsonToken wanted, JsonParser in) throws IOException {
        if (in.currentToken() != wanted) {
            throw new Malformed("it has " + in.currentToken() + " where " + wanted + " should be");
        }
    }

    record Text() implements Form {
        @Override
        public void write(Object value, Page page) throws IOException {
            page.out().writeString((String) value);
        }

        @Override
        public Object read(JsonParser in, Page page) throws IOException {
            expect(JsonToken.VALUE_STRING, in);
            return in.getText();
        }
    }

    record Int(boolean primitive) implements Form {
        @Override
        public void write(Object value, Page page) throws IOException {
            page.out().writeNumber((Integer) value);
        }

        @Override
        public Object read(JsonParser in, Page page) throws IOException {
            expect(JsonToken.VALUE_NUMBER_INT, in);
            return in.getIntValue();
        }

        @Override
        public Object absent() {
            return primitive ? 0 : null;
        }
    }

    record Wide(boolean primitive) implements Form {
        @Override
        public void write(Object value, Page page) throws IOException {
            page.out().writeNumber((Long) value);
        }

        @Override
        public Object read(JsonParser in, Page page) throws IOException {
            expect(JsonToken.VALUE_NUMBER_INT, in);
            return in.getLongValue();
        }

        @Override
        public Object absent() {
            return primitive ? 0L : null;
        }
    }

    record Flag() implements Form {
        @Override
        public void write(Object value, Page page) throws IOException {
            page.out().writeBoolean((Boolean) value);
        }

        @Override
        public Object read(JsonParser in, Page page) throws IOException {
            if (!in.currentToken().isBoolean()) {
                throw new Malformed("it has " + in.currentToken() + " where true or false should be");
            }
            return in.currentToken() == JsonToken.VALUE_TRUE;
        }

        @Override
        public Object absent() {
            return false;
        }
    }

    record MaybeInt() implements Form {
        @Override
        public void write(Object value, Page page) throws IOException {
            OptionalInt number = (OptionalInt) value;
            if (number.isPresent()) {
                page.out().writeNumber(number.getAsInt());
            } else {
                page.out().writeNull();
            }
        }

        @Override
        public Object read(JsonParser in, Page page) throws IOException {
            expect(JsonToken.VALUE_NUMBER_INT, in);
            return OptionalInt.of(in.getIntValue());
        }

        @Override
        public Object absent() {
            return OptionalInt.empty();
        }
    }

    record MaybeLong() implements Form {
        @Override
        public void write(Object value, Page page) throws IOException {
            OptionalLong number = (OptionalLong) value;
            if (number.isPresent()) {
                page.out().writeNumber(number.getAsLong());
            } else {
                page.out().writeNull();
            }
        }

        @Override
        public Object read(JsonParser in, Page page) throws IOException {
            expect(JsonToken.VALUE_NUMBER_INT, in);
            return OptionalLong.of(in.getLongValue());
        }

        @Override
        public Object absent() {
            return OptionalLong.empty();
        }
    }

    record Word(Class<?> type) implements Form {
        @Override
        public void write(Object value, Page page) throws IOException {
            page.out().writeString(((Enum<?>) value).name());
        }

        @Override
        public Object read(JsonParser in, Page page) throws IOException {
            expect(JsonToken.VALUE_STRING, in);
            for (Object constant : type.getEnumConstants()) {
                if (((Enum<?>) constant).name().equals(in.getText())) {
                    return constant;
                }
            }
            throw new Malformed("it has an unknown " + type.getSimpleName());
        }
    }

    record Maybe(Form inner) implements Form {
        @Override
        public void write(Object value, Page page) throws IOException {
            inner.writeAny(((Optional<?>) value).orElse(null), page);
        }

        @Override
        public Object read(JsonParser in, Page page) throws IOException {
            return Optional.of(inner.read(in, page));
        }

        @Override
        public Object absent() {
            return Optional.empty();
        }
    }

    record Row(Form inner) implements Form {
        @Override
        public void write(Object value, Page page) throws IOException {
            page.out().writeStartArray();
            for (Object item : (List<?>) value) {
                inner.write(item, page);
            }
            page.out().writeEndArray();
        }

        @Override
        public Object read(JsonParser in, Page page) throws IOException {
            expect(JsonToken.START_ARRAY, in);
            List<Object> items = new ArrayList<>();
            while (in.nextToken() != JsonToken.END_ARRAY) {
                items.add(inner.read(in, page));
            }
            return items;
        }

        @Override
        public Object absent() {
            return List.of();
        }
    }

    record Dictionary(Form inner) implements Form {
        @Override
        public void write(Object value, Page page) throws IOException {
            page.out().writeStartObject();
            for (Map.Entry<?, ?> entry : ((Map<?, ?>) value).entrySet()) {
                page.out().writeFieldName((String) entry.getKey());
                inner.write(entry.getValue(), page);
            }
            page.out().writeEndObject();
        }

        @Override
        public Object read(JsonParser in, Page page) throws IOException {
            expect(JsonToken.START_OBJECT, in);
            Map<String, Object> entries = new LinkedHashMap<>();
            while (in.nextToken() != JsonToken.END_OBJECT) {
                String key = in.currentName();
                in.nextToken();
                entries.put(key, inner.read(in, page));
            }
            return entries;
        }

        @Override
        public Object absent() {
            return Map.of();
        }
    }
}
