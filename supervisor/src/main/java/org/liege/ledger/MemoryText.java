package org.liege.ledger;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.liege.vassal.Memory;

/** A {@link Memory} as JSON. Used by one thread at a time. */
final class MemoryText {
    private final JsonFactory json = new JsonFactory();
    private final Form form = new Forms().of(Memory.class);

    byte[] write(Memory memory) {
        StringWriter text = new StringWriter(2048);
        try (JsonGenerator out = json.createGenerator(text)) {
            form.write(memory, new Page(out));
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    /** @throws IOException in words, when the bytes are not those of a whole memory */
    Memory read(byte[] bytes, int from, int length) throws IOException {
        try (JsonParser in = json.createParser(bytes, from, length)) {
            in.nextToken();
            if (in.currentToken() == null) {
                throw new Malformed("it is empty");
            }
            Memory memory = (Memory) form.read(in, new Page(null));
            if (in.nextToken() != null) {
                throw new Malformed("it goes on after its end");
            }
            return checked(memory);
        } catch (RuntimeException broken) {
            // The parser's own and a record's: neither may keep the master from starting.
            throw new Malformed("it can't be understood: " + broken);
        }
    }

    private static Memory checked(Memory memory) throws Malformed {
        for (Memory.Worker worker : memory.workers()) {
            boolean spawned = worker.pid() != 0;
            if (worker.pid() < 0 || worker.pid() == 1 || worker.startTicks() < 0 || spawned != (worker.startTicks() != 0)) {
                throw new Malformed("it tells of a process that can't be: pid " + worker.pid());
            }
        }
        return memory;
    }
}
