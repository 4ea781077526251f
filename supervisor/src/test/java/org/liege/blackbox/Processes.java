package org.liege.blackbox;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What /proc tells, and signals to single processes by pid. A process that has gone is an empty answer. */
final class Processes {
    private static final Path PROC = Path.of("/proc");

    private Processes() {}

    /** True while a process runs; a zombie doesn't. */
    static boolean alive(long pid) {
        List<String> fields = stat(pid);
        return !fields.isEmpty() && !fields.get(0).equals("Z") && !fields.get(0).equals("X");
    }

    /** True while a process is stopped by a signal. */
    static boolean stopped(long pid) {
        List<String> fields = stat(pid);
        return !fields.isEmpty() && fields.get(0).equals("T");
    }

    /** Start time in clock ticks since boot, which tells two processes of one pid apart; -1 when it has gone. */
    static long startTicks(long pid) {
        List<String> fields = stat(pid);
        return fields.isEmpty() ? -1 : Long.parseLong(fields.get(19));
    }

    static long session(long pid) {
        List<String> fields = stat(pid);
        return fields.isEmpty() ? -1 : Long.parseLong(fields.get(3));
    }

    /** Processor time used so far, in clock ticks. */
    static long cpuTicks(long pid) {
        List<String> fields = stat(pid);
        return Long.parseLong(fields.get(11)) + Long.parseLong(fields.get(12));
    }

    /** The fields of /proc/PID/stat from the state on (proc(5): field 3 is index 0); empty when it has gone. */
    private static List<String> stat(long pid) {
        try {
            String text = Files.readString(PROC.resolve(pid + "/stat"), StandardCharsets.ISO_8859_1);
            return List.of(text.substring(text.lastIndexOf(')') + 2).split(" "));
        } catch (IOException gone) {
            return List.of();
        }
    }

    static List<Long> ofSession(long session) {
        return all().stream().filter(pid -> session(pid) == session && alive(pid)).toList();
    }

    static List<Long> childrenOf(long parent) {
        return all().stream().filter(pid -> {
            List<String> fields = stat(pid);
            return !fields.isEmpty() && Long.parseLong(fields.get(1)) == parent;
        }).toList();
    }

    static void signal(long pid, String name) {
        Commands.run("kill", "-s", name, Long.toString(pid)).mustSucceed();
    }

    /** SIGKILL; nothing when it has gone. */
    static void kill(long pid) {
        ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
    }

    /** Descriptor number to what it points at, of another process. */
    static Map<Integer, String> descriptors(long pid) {
        Map<Integer, String> open = new TreeMap<>();
        for (Path entry : entries(PROC.resolve(pid + "/fd"))) {
            try {
                open.put(Integer.valueOf(entry.getFileName().toString()), Files.readSymbolicLink(entry).toString());
            } catch (IOException closed) {
                continue;
            }
        }
        return open;
    }

    /** Living processes that belong to a place: an open file, the working directory or a word of argv lies in it. */
    static List<Long> within(Path place) {
        String prefix = place.toString();
        return all().stream()
                .filter(pid -> pid != ProcessHandle.current().pid() && alive(pid) && mentions(pid, prefix))
                .toList();
    }

    private static boolean mentions(long pid, String prefix) {
        return commandLine(pid).contains(prefix)
                || descriptors(pid).values().stream().anyMatch(target -> target.startsWith(prefix));
    }

    /** argv with spaces between. */
    static String commandLine(long pid) {
        try {
            return Files.readString(PROC.resolve(pid + "/cmdline"), StandardCharsets.ISO_8859_1).replace('\0', ' ');
        } catch (IOException gone) {
            return "";
        }
    }

    private static List<Long> all() {
        return entries(PROC).stream()
                .map(entry -> entry.getFileName().toString())
                .filter(name -> name.chars().allMatch(Character::isDigit))
                .map(Long::valueOf)
                .toList();
    }

    private static List<Path> entries(Path directory) {
        List<Path> found = new ArrayList<>();
        try (DirectoryStream<Path> listing = Files.newDirectoryStream(directory)) {
            listing.forEach(found::add);
        } catch (IOException | java.nio.file.DirectoryIteratorException gone) {
            return found;
        }
        return found;
    }
}
