package org.liege.blackbox;

import java.nio.file.Path;

/** Where the files of this repository are. */
final class Checkout {
    static final Path ROOT = Path.of(System.getProperty("liege.root", "..")).toAbsolutePath().normalize();
    static final Path LAUNCHER = ROOT.resolve("liege");
    static final Path FIXTURES = ROOT.resolve("test-fixtures");
    /** What the tests compile; under target, so that it goes with {@code mvn clean}. */
    static final Path COMPILED = ROOT.resolve("supervisor/target/blackbox");

    private Checkout() {}
}
