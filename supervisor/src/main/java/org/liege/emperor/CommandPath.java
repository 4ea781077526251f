package org.liege.emperor;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** Where a command's program is, or would be. */
final class CommandPath {
    private CommandPath() {}

    /** As execvp(3) finds it; when it is nowhere, where it would be in the working directory. */
    static Path of(String command, String directory, List<String> environment) {
        Path here = Path.of(directory).resolve(command);
        if (command.contains("/")) {
            return here;
        }
        return Arrays.stream(searchPath(environment).split(":"))
                .map(part -> Path.of(directory).resolve(part).resolve(command))
                .filter(Files::exists)
                .findFirst()
                .orElse(here);
    }

    private static String searchPath(List<String> environment) {
        return environment.stream()
                .filter(entry -> entry.startsWith("PATH=") && entry.length() > 5)
                .map(entry -> entry.substring(5))
                .findFirst()
                .orElse(WorkerEnvironment.PATH);
    }
}
