package org.liege.decree;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Throws seeded rubbish at the reader: it must not throw, must stay within its limits, and must name a place. */
@Timeout(60)
class DecreeReaderChaosTest {
    private static final int FILES = 150;
    private final DecreeReader reader = Reading.reader(PaperAccounts.root());

    static LongStream seeds() {
        return LongStream.range(0, 20);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void rubbishIsJudgedAndNeverThrows(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < FILES; i++) {
            byte[] content = switch (random.nextInt(3)) {
                case 0 -> bytes(random);
                case 1 -> lines(random);
                default -> damaged(random);
            };
            judge(content, seed);
        }
    }

    private void judge(byte[] content, long seed) {
        Verdict verdict = reader.read(new VassalFile("shop", Reading.PATH, content, ""), VassalDefaults.NONE);
        if (verdict instanceof Verdict.Bad bad) {
            assertThat(bad.faults()).as("seed %d", seed).hasSizeBetween(1, Limits.FAULTS + 1).allSatisfy(fault -> {
                assertThat(fault.message()).isNotBlank().doesNotContain("\n").hasSizeLessThan(2000);
                assertThat(fault.line()).isBetween(0, Limits.LINES + 1);
            });
        }
    }

    private static byte[] bytes(Random random) {
        byte[] content = new byte[random.nextInt(4000)];
        random.nextBytes(content);
        return content;
    }

    /** Known keys with pieces of values. */
    private static byte[] lines(Random random) {
        List<String> pieces = new ArrayList<>(List.of("%", "%n", "%(", "%(command)", ")", "$(", "$(HOME)", "'", "\"",
                "\\", " ",
                "=", ";", "#", "\t", "\r", "{run}", "/", "..", "-1", "99999999999999999999", "ms", "unlimited",
                "\u0000",
                "\uFFFF", "\uD83D\uDC51", "x".repeat(300)));
        Keys.all().forEach(key -> pieces.addAll(key.examples()));
        StringBuilder text = new StringBuilder(random.nextInt(10) == 0 ? "" : "[vassal]\n");
        int count = random.nextInt(60);
        for (int i = 0; i < count; i++) {
            Key key = Keys.all().get(random.nextInt(Keys.all().size()));
            text.append(key.name().replace("*", "k" + random.nextInt(4))).append(random.nextInt(20) == 0 ? "" : " = ");
            for (int j = random.nextInt(4); j > 0; j--) {
                text.append(pieces.get(random.nextInt(pieces.size())));
            }
            text.append(random.nextInt(30) == 0 ? "\r" : "\n");
        }
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    /** A good file with a few bytes changed, taken out or put in. */
    private static byte[] damaged(Random random) {
        StringBuilder text = new StringBuilder("[vassal]\n");
        Keys.all().stream().filter(key -> !key.isFamily())
                .forEach(key -> text.append(key.name()).append(" = ").append(key.example()).append('\n'));
        byte[] good = text.toString().getBytes(StandardCharsets.UTF_8);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        int rate = 20 + random.nextInt(500);
        for (byte b : good) {
            switch (random.nextInt(rate)) {
                case 0 -> out.write(random.nextInt(256));
                case 1 -> out.write(b ^ (1 << random.nextInt(8)));
                case 2 -> {}
                default -> out.write(b);
            }
        }
        return out.toByteArray();
    }
}
