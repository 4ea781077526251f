package org.liege.decree;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IniReaderTest {
    private static IniText read(String text) {
        return IniReader.read("/x.ini", text.getBytes(StandardCharsets.UTF_8));
    }

    private static List<String> entries(IniText text) {
        return text.entries().stream().map(e -> e.line() + " " + e.section() + " " + e.key() + "=" + e.value())
                .toList();
    }

    private static List<String> faults(IniText text) {
        return text.faults().stream().map(fault -> fault.line() + ": " + fault.message()).toList();
    }

    /** What stands in one line under [s] and what is read from it; | stands for a tab, / for a carriage return. */
    @ParameterizedTest
    @CsvSource(delimiter = '~', quoteCharacter = '`', value = {
        "a = b                 ~ a ~ b",
        "a=b                   ~ a ~ b",
        "`  a  =  b c  `       ~ a ~ b c",
        "`|a|=|b|`             ~ a ~ b",
        "a = b ; no comment    ~ a ~ b ; no comment",
        "a = b # no comment    ~ a ~ b # no comment",
        "a = \"q\"             ~ a ~ \"q\"",
        "a = 'q'               ~ a ~ 'q'",
        "a = b = c             ~ a ~ b = c",
        "a =                   ~ a ~ ``",
        "a                     ~ a ~ ``",
        "a b                   ~ a b ~ ``",
        "a = b\\               ~ a ~ b\\",
        "a = b/                ~ a ~ b",
        "a = [x]               ~ a ~ [x]",
        "a = ü€\uD83D\uDC51    ~ a ~ ü€\uD83D\uDC51",
        "a; = b                ~ a; ~ b",
        "A-b.C = d             ~ A-b.C ~ d",
    })
    void readsALineAsUwsgiDoes(String line, String key, String value) {
        IniText text = read("[s]\n" + line.replace('|', '\t').replace('/', '\r') + "\n");
        assertThat(text.faults()).isEmpty();
        assertThat(entries(text)).containsExactly("2 s " + key + "=" + value);
    }

    @Test
    void commentsStartALineAndMayBeIndented() {
        IniText text = read("; one\n# two\n[s]\n  ; three\n\t# four\n;a = b\na = b\n");
        assertThat(entries(text)).containsExactly("7 s a=b");
        assertThat(text.faults()).isEmpty();
    }

    @Test
    void aLineIsNeverContinued() {
        assertThat(entries(read("[s]\na = b\\\n c = d\n\te = f")))
                .containsExactly("2 s a=b\\", "3 s c=d", "4 s e=f");
    }

    @Test
    void duplicateKeysAreAListInOrder() {
        assertThat(entries(read("[s]\na = 1\nb = 2\na = 3\n"))).containsExactly("2 s a=1", "3 s b=2", "4 s a=3");
    }

    @Test
    void carriageReturnsAndAByteOrderMarkAreSkipped() {
        IniText text = read("\uFEFF[s]\r\na = b\r\n\r\nc = d");
        assertThat(entries(text)).containsExactly("2 s a=b", "4 s c=d");
        assertThat(text.faults()).isEmpty();
    }

    @Test
    void aByteOrderMarkElsewhereIsText() {
        assertThat(entries(read("[s]\n\uFEFFa = b"))).containsExactly("2 s \uFEFFa=b");
    }

    @Test
    void sectionsOfOneNameJoin() {
        assertThat(entries(read("[s]\na = 1\n[t]\na = 2\n[s]\na = 3\n")))
                .containsExactly("2 s a=1", "4 t a=2", "6 s a=3");
    }

    @Test
    void aNulIsAFaultAtItsLine() {
        assertThat(faults(read("[s]\na = b\u0000c\nd = e\n"))).containsExactly("2: the line holds a NUL byte");
    }

    @Test
    void badUtf8IsAFaultAtItsLineAndTheRestIsRead() {
        byte[] content = "[s]\na = \u00ff\nb = c\n".getBytes(StandardCharsets.ISO_8859_1);
        IniText text = IniReader.read("/x.ini", content);
        assertThat(faults(text)).containsExactly("2: the line is not UTF-8");
        assertThat(entries(text)).containsExactly("3 s b=c");
    }

    @Test
    void utf16IsAFault() {
        IniText text = IniReader.read("/x.ini", "[s]\na = b\n".getBytes(StandardCharsets.UTF_16));
        assertThat(text.faults()).isNotEmpty();
    }

    @Test
    void aKeyBeforeAnySectionIsAFault() {
        assertThat(faults(read("a = b\n[s]\n"))).containsExactly("1: key 'a' stands before any section header");
    }

    @Test
    void aLineWithoutAKeyIsAFault() {
        assertThat(faults(read("[s]\n= b\n"))).containsExactly("2: the line has no key before '='");
    }

    @Test
    void aHeaderWithoutItsEndIsOneFaultAndItsKeysAreNone() {
        IniText text = read("[s] ; comment\na = b\n[t]\nc = d\n");
        assertThat(faults(text)).containsExactly("1: the section header '[s] ; comment' does not end with ']'");
        assertThat(entries(text)).containsExactly("4 t c=d");
    }

    @Test
    void aLineAtTheLimitIsReadAndOneByteMoreIsAFault() {
        String most = "a = " + "x".repeat(Limits.LINE_BYTES - 4);
        assertThat(read("[s]\n" + most).faults()).isEmpty();
        assertThat(faults(read("[s]\n" + most + "x\nb = c"))).containsExactly("2: the line is longer than 8192 bytes");
    }

    @Test
    void aFileAboveTheLimitIsOneFault() {
        byte[] content = new byte[Limits.FILE_BYTES + 1];
        assertThat(faults(IniReader.read("/x.ini", content)))
                .containsExactly("0: the file is larger than 262144 bytes");
    }

    @Test
    void tooManyLinesAreOneFault() {
        assertThat(faults(read("\n".repeat(Limits.LINES + 5)))).containsExactly("4097: more than 4096 lines");
    }

    @Test
    void faultsAreCutAtTheirLimit() {
        IniText text = read("[s]\n" + "= x\n".repeat(500));
        assertThat(text.faults()).hasSize(Limits.FAULTS + 1);
        assertThat(text.faults().get(Limits.FAULTS).message())
                .isEqualTo("more than 100 faults; the rest is not listed");
    }

    @Test
    void anEmptyFileHasNothing() {
        assertThat(read("")).isEqualTo(new IniText(List.of(), List.of(), List.of()));
    }
}
