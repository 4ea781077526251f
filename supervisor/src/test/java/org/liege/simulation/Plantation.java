package org.liege.simulation;

import java.io.IOException;
import java.io.StringWriter;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** Compiles the core with one fault in it, and lets the simulator loose on it. */
final class Plantation {
    /** A fault that hides for longer is not caught. */
    static final int SEEDS = 200;

    private static final List<String> CORE = List.of("vassal", "realm");

    private final Path sources;
    private final Path scratch;

    /** {@code sources}: the folder that holds the core's packages; {@code scratch}: an empty folder of one's own. */
    Plantation(Path sources, Path scratch) {
        this.sources = sources;
        this.scratch = scratch;
    }

    /** Which invariant catches it, at which seed; empty when none does. */
    String catches(PlantedFault fault) throws IOException, ReflectiveOperationException {
        Path here = Files.createDirectory(scratch.resolve(fault.name()));
        Path classes = Files.createDirectory(here.resolve("classes"));
        compile(plant(fault, here.resolve("sources")), classes);
        // The simulator is loaded anew as well, so that it meets the faulty core and nothing else.
        URL simulator = Simulation.class.getProtectionDomain().getCodeSource().getLocation();
        URL[] path = {classes.toUri().toURL(), simulator};
        try (URLClassLoader loader = new URLClassLoader(path, ClassLoader.getPlatformClassLoader())) {
            return (String) loader.loadClass(Simulate.class.getName())
                    .getMethod("firstViolation", long.class)
                    .invoke(null, (long) SEEDS);
        }
    }

    private List<Path> plant(PlantedFault fault, Path target) throws IOException {
        List<Path> copies = new ArrayList<>();
        boolean planted = false;
        for (String folder : CORE) {
            Path core = sources.resolve("org/liege").resolve(folder);
            try (Stream<Path> files = Files.list(core)) {
                for (Path file : files.toList()) {
                    String name = folder + "/" + file.getFileName();
                    String text = Files.readString(file);
                    planted |= name.equals(fault.file());
                    Path copy = target.resolve(name);
                    Files.createDirectories(copy.getParent());
                    Files.writeString(copy, name.equals(fault.file()) ? fault.plantIn(text) : text);
                    copies.add(copy);
                }
            }
        }
        if (!planted) {
            throw new IllegalArgumentException(fault.name() + " does not apply: there is no " + fault.file());
        }
        return copies;
    }

    private static void compile(List<Path> files, Path classes) throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        StringWriter complaints = new StringWriter();
        try (StandardJavaFileManager manager = compiler.getStandardFileManager(null, null, null)) {
            Iterable<? extends JavaFileObject> units = manager.getJavaFileObjectsFromPaths(files);
            List<String> options = List.of("-nowarn", "-proc:none", "-d", classes.toString());
            if (!compiler.getTask(complaints, manager, null, options, null, units).call()) {
                throw new IllegalArgumentException("the faulty core does not compile:\n" + complaints);
            }
        }
    }
}
