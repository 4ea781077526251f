package org.liege.emperor;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Where a command's program is, or would be. */
final class CommandPath {
    private CommandPath() {}

    /** As execvp(3) finds it; when it is nowhere, the first place where it would be looked for. */
    static Path of(String command, String directory, List<String> environment) {
        if (command.contains("/")) {
            return Path.of(directory).resolve(command);
        }
        List<Path> candidates = java.util.Arrays.stream(searchPath(environment).split(":"))
                .filter(part -> !part.isEmpty())
                .map(part -> Path.of(part).resolve(command))
                .toList();
        return candidates.stream().filter(Files::exists).findFirst().orElse(candidates.get(0));
    }

    private static String searchPath(List<String> environment) {
        return environment.stream()
                .filter(entry -> entry.startsWith("PATH=") && entry.length() > 5)
                .map(entry -> entry.substring(5))
                .findFirst()
                .orElse(WorkerEnvironment.PATH);
    }
}
