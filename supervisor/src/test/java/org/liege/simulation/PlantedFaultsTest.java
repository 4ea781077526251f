package org.liege.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

class PlantedFaultsTest {
    private static final Path SUPERVISOR = Path.of(System.getProperty("liege.root", "..")).resolve("supervisor");

    /** Each in a core of its own, so that they may run side by side. */
    @TestFactory
    @Execution(ExecutionMode.CONCURRENT)
    Stream<DynamicTest> theSimulatorCatches(@TempDir Path scratch) throws IOException {
        Plantation plantation = new Plantation(SUPERVISOR.resolve("src/main/java"), scratch);
        return PlantedFault.readAll(SUPERVISOR.resolve("src/test/planted-faults")).stream()
                .map(fault -> DynamicTest.dynamicTest(fault.name(), () -> assertThat(plantation.catches(fault))
                        .as("what catches this within %d seeds: %s", Plantation.SEEDS, fault.meaning())
                        .isNotEmpty()));
    }

    @Test
    void thereAreEnoughOfThem() throws IOException {
        assertThat(PlantedFault.readAll(SUPERVISOR.resolve("src/test/planted-faults"))).hasSizeGreaterThanOrEqualTo(50);
    }

    @Test
    @Execution(ExecutionMode.CONCURRENT)
    void aCoreWithoutFaultIsNotBlamed(@TempDir Path scratch) throws IOException, ReflectiveOperationException {
        Plantation plantation = new Plantation(SUPERVISOR.resolve("src/main/java"), scratch);
        PlantedFault harmless = new PlantedFault("harmless", "Nothing is wrong.", "vassal/Millis.java", "\" min\"",
                "\" minutes\"");
        assertThat(plantation.catches(harmless)).isEmpty();
    }
}
