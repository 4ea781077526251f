package org.liege.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The table of arrows between packages, and the purity of the core. */
class ArrowsTest {
    private static final JavaClasses CLASSES =
            new ClassFileImporter().withImportOption(new ImportOption.DoNotIncludeTests()).importPackages("org.liege");

    /** Who may use whom, of our own packages. */
    private static final Map<String, List<String>> ARROWS = Map.of(
            "protocol", List.of(),
            "sandbox", List.of(),
            "vassal", List.of(),
            "realm", List.of("vassal"),
            "decree", List.of("vassal"),
            "ledger", List.of("vassal", "sandbox"),
            "control", List.of("realm", "vassal", "protocol"),
            "emperor", List.of("realm", "decree", "ledger", "control", "vassal", "sandbox"),
            "doctor", List.of("sandbox"),
            "cli", List.of("protocol", "decree", "emperor", "sandbox", "vassal", "doctor"));

    /** What makes a result depend on more than (facts, times, seed). */
    private static final String[] IMPURE = {
        "java.io..", "java.nio..", "java.net..", "java.time..", "java.util.concurrent..", "java.util.random..",
        "jnr..", "org.apache.."
    };

    @TestFactory
    Stream<DynamicTest> packageUsesOnlyWhatTheTableGrants() {
        return ARROWS.keySet().stream().sorted().map(name -> DynamicTest.dynamicTest(name, () -> {
            String[] foreign = ARROWS.keySet().stream()
                    .filter(other -> !other.equals(name) && !ARROWS.get(name).contains(other))
                    .map(other -> "org.liege." + other + "..")
                    .toArray(String[]::new);
            noClasses().that().resideInAPackage("org.liege." + name + "..")
                    .should().dependOnClassesThat().resideInAnyPackage(foreign).check(CLASSES);
        }));
    }

    @Test
    void everyPackageIsInTheTable() {
        assertThat(CLASSES.stream().map(type -> type.getPackageName().replace("org.liege.", "")).distinct())
                .containsExactlyInAnyOrderElementsOf(ARROWS.keySet());
    }

    @Test
    void coreTouchesNoClockFileThreadOrChance() {
        // Court, the port that other threads use, may speak of completion; nothing of the core waits for it.
        noClasses().that().resideInAnyPackage("org.liege.vassal..", "org.liege.realm..")
                .and().doNotHaveFullyQualifiedName("org.liege.realm.Court")
                .should().dependOnClassesThat().resideInAnyPackage(IMPURE)
                .orShould().dependOnClassesThat().belongToAnyOf(Thread.class, java.util.Random.class)
                .orShould().callMethod(System.class, "nanoTime")
                .orShould().callMethod(System.class, "currentTimeMillis")
                .orShould().callMethod(Math.class, "random")
                .check(CLASSES);
    }

    @Test
    void onlyTheSandboxCallsTheKernel() {
        noClasses().that().resideOutsideOfPackage("org.liege.sandbox..")
                .should().dependOnClassesThat().resideInAnyPackage("jnr.ffi..", "jnr.posix..", "com.kenai..").check(CLASSES);
        noClasses().that().resideOutsideOfPackages("org.liege.sandbox..", "org.liege.control..")
                .should().dependOnClassesThat().resideInAnyPackage("jnr..").check(CLASSES);
    }
}
