package org.liege.doctor;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.liege.sandbox.Footprint;
import org.liege.sandbox.KernelException;
import org.liege.sandbox.KernelLog;
import org.liege.sandbox.QueueReader;

/** On this machine, now. */
public final class LiveTrials implements Trials {
    private static final int PATIENCE_SECONDS = 5;

    @Override
    public Optional<String> queueRefusal() {
        try (QueueReader reader = QueueReader.open()) {
            reader.each(reading -> {});
            return Optional.empty();
        } catch (KernelException refused) {
            return Optional.of(refused.getMessage());
        }
    }

    @Override
    public Optional<String> footprintRefusal(String directory) {
        return Footprint.whyNone(directory + "/");
    }

    @Override
    public Optional<String> kernelLogRefusal() {
        try (KernelLog log = KernelLog.open()) {
            return Optional.empty();
        } catch (KernelException refused) {
            return Optional.of(refused.getMessage());
        }
    }

    @Override
    public int run(List<String> command) {
        try {
            Process process = quiet(command).redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
            try {
                return process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS) ? process.exitValue() : -1;
            } finally {
                process.destroyForcibly();
            }
        } catch (IOException missing) {
            return -1;
        } catch (InterruptedException end) {
            Thread.currentThread().interrupt();
            return -1;
        }
    }

    @Override
    public Optional<String> firstLine(List<String> command) {
        try {
            Process process = quiet(command).start();
            try {
                String said = new String(process.getInputStream().readNBytes(4096), StandardCharsets.UTF_8);
                return said.lines().findFirst();
            } finally {
                process.destroyForcibly();
            }
        } catch (IOException missing) {
            return Optional.empty();
        }
    }

    private static ProcessBuilder quiet(List<String> command) {
        return new ProcessBuilder(command)
                .redirectInput(new File("/dev/null"))
                .redirectError(ProcessBuilder.Redirect.DISCARD);
    }
}
