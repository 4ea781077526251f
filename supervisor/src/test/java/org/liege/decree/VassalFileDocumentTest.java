package org.liege.decree;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class VassalFileDocumentTest {
    private static final Path PAGE = Path.of(System.getProperty("liege.root", "..")).resolve("docs/vassal-file.md");

    @Test
    void thePageIsUpToDateWithTheKeys() throws IOException {
        String wanted = VassalFileDocument.render();
        if (Boolean.getBoolean("liege.write-docs")) {
            Files.createDirectories(PAGE.getParent());
            Files.writeString(PAGE, wanted);
        }
        assertThat(PAGE).as("write it anew with: %s", VassalFileDocument.WRITE).exists();
        assertThat(Files.readString(PAGE)).as("write it anew with: %s", VassalFileDocument.WRITE).isEqualTo(wanted);
    }

    @Test
    void theExampleIsAGoodVassalFile() {
        Verdict verdict = Reading.reader(PaperAccounts.root())
                .read(Reading.file(VassalFileDocument.example()), VassalDefaults.NONE);
        assertThat(Reading.good(verdict).execution().environment()).containsEntry("STATIC", "/srv/shop/static");
    }

    @Test
    void noCellBreaksItsTable() {
        assertThat(Keys.all()).allSatisfy(key ->
                assertThat(key.meaning() + key.form() + key.example() + key.otherwise()).doesNotContain("|", "\n"));
    }
}
