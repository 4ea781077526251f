package org.liege.simulation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** The command behind bench/planted-faults: shows for each fault how the simulator catches it. */
public final class PlantedFaults {
    private PlantedFaults() {}

    /**
     * Arguments: the folder of faults, that of sources, names of faults to try (none: all). Exit code 1 when one
     * escapes.
     */
    public static void main(String[] args) throws IOException {
        Path scratch = Files.createTempDirectory("liege-faults");
        boolean all;
        try {
            List<String> names = List.of(args).subList(2, args.length);
            all = show(PlantedFault.readAll(Path.of(args[0])), names, new Plantation(Path.of(args[1]), scratch));
        } finally {
            remove(scratch);
        }
        System.exit(all ? 0 : 1);
    }

    private static boolean show(List<PlantedFault> faults, List<String> names, Plantation plantation) {
        int caught = 0;
        int tried = 0;
        for (PlantedFault fault : faults) {
            if (names.isEmpty() || names.contains(fault.name())) {
                tried++;
                String by = attempt(fault, plantation);
                caught += by.startsWith("caught") ? 1 : 0;
                System.out.println("%-36s %s".formatted(fault.name(), by));
            }
        }
        System.out.println(caught + " of " + tried + " planted faults caught within " + Plantation.SEEDS
                + " seeds each");
        return tried > 0 && caught == tried;
    }

    private static String attempt(PlantedFault fault, Plantation plantation) {
        try {
            String by = plantation.catches(fault);
            return by.isEmpty() ? "ESCAPED" : "caught at " + by;
        } catch (IllegalArgumentException | IOException | ReflectiveOperationException failure) {
            return "NOT TRIED: " + failure.getMessage();
        }
    }

    private static void remove(Path scratch) throws IOException {
        try (Stream<Path> files = Files.walk(scratch)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
