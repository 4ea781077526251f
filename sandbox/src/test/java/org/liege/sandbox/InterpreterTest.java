package org.liege.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class InterpreterTest {
    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void readsTheFirstLineOfAScript() {
        assertThat(Interpreter.of(text("#!/bin/sh"))).contains("/bin/sh");
        assertThat(Interpreter.of(text("#! \t/usr/bin/env python3\nx"))).contains("/usr/bin/env");
        assertThat(Interpreter.of(text("#!\nx"))).isEmpty();
        assertThat(Interpreter.of(text("#!"))).isEmpty();
        assertThat(Interpreter.of(text("echo"))).isEmpty();
        assertThat(Interpreter.of(new byte[0])).isEmpty();
    }

    @Test
    void readsTheLoaderOfABinary() throws Exception {
        String loader = Interpreter.of(Files.readAllBytes(Path.of("/bin/sh"))).orElseThrow();
        assertThat(Path.of(loader)).exists();
    }

    @Test
    void survivesAnyDamagedBinary() throws Exception {
        byte[] binary = Arrays.copyOf(Files.readAllBytes(Path.of("/bin/true")), Interpreter.HEAD_BYTES);
        Random random = new Random(4711);
        for (int i = 0; i < 20_000; i++) {
            byte[] damaged = Arrays.copyOf(binary, random.nextInt(binary.length));
            for (int hits = random.nextInt(20); hits > 0 && damaged.length > 0; hits--) {
                damaged[random.nextInt(Math.min(damaged.length, 1000))] = (byte) random.nextInt();
            }
            assertThat(Interpreter.of(damaged)).isNotNull();
        }
    }
}
