package org.liege.blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The launcher script: found through links, at home in a packaged installation, and frank about what is missing. */
@Timeout(120)
class LauncherIT {
    @TempDir
    Path place;

    private static Commands.Outcome version(Path launcher, Map<String, String> more) {
        Map<String, String> environment = new HashMap<>(Launch.ENVIRONMENT);
        environment.putAll(more);
        return Commands.run(environment, launcher.toString(), "version");
    }

    private static void assertVersion(Commands.Outcome outcome) {
        assertThat(outcome.status()).as("%s", outcome).isZero();
        assertThat(outcome.output()).isNotBlank();
        assertThat(outcome.errors()).isEmpty();
    }

    @Test
    void linkToTheLauncherFindsTheCheckout() throws IOException {
        Path first = Files.createSymbolicLink(place.resolve("first"), Checkout.LAUNCHER);
        Path second = Files.createSymbolicLink(place.resolve("second link"), first);
        assertVersion(version(second, Map.of()));
    }

    @Test
    void installationWithoutSourcesNeedsNoMaven() throws IOException {
        Path home = install();
        assertVersion(version(home.resolve("liege"), Map.of("LIEGE_BUILD", "auto")));
    }

    @Test
    void unusableArchiveOfClassesIsNoNews() throws IOException {
        Path home = install();
        String version = System.getProperty("java.version");
        Files.createDirectories(home.resolve("cds"));
        Files.writeString(home.resolve("cds/client-" + version + ".jsa"), "no archive");
        assertVersion(version(home.resolve("liege"), Map.of()));
    }

    @Test
    void wrongJavaHomeIsPassedOver() throws IOException {
        assertVersion(version(Checkout.LAUNCHER, Map.of("JAVA_HOME", place.toString())));
    }

    @Test
    void installationWithoutJarsSaysWhatIsMissing() throws IOException {
        Path launcher = Files.copy(Checkout.LAUNCHER, place.resolve("liege"));
        Commands.Outcome outcome = version(launcher, Map.of());
        assertThat(outcome.status()).isEqualTo(1);
        assertThat(outcome.errors()).contains("could not find", place.resolve("lib").toString());
    }

    /** A folder as a package would make it: the launcher, the jars and the native library side by side. */
    private Path install() throws IOException {
        Path home = Files.createDirectories(place.resolve("opt/lie ge"));
        Files.copy(Checkout.LAUNCHER, home.resolve("liege"), java.nio.file.StandardCopyOption.COPY_ATTRIBUTES);
        Path built = Checkout.ROOT.resolve("supervisor/target/liege");
        for (String part : new String[] {"lib", "native"}) {
            Commands.run("cp", "-R", built.resolve(part).toString(), home.toString()).mustSucceed();
        }
        return home;
    }
}
