package org.liege.emperor;

import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.core.appender.ConsoleAppender;
import org.apache.logging.log4j.core.config.Configurator;
import org.apache.logging.log4j.core.config.builder.api.ConfigurationBuilder;
import org.apache.logging.log4j.core.config.builder.api.ConfigurationBuilderFactory;
import org.apache.logging.log4j.core.config.builder.impl.BuiltConfiguration;

/**
 * The daemon's own log: lines on standard error, for whatever init keeps. Written by a thread of its own through a bounded queue
 * that drops when it is full: a log reader that hangs must not stop the daemon. Configured by code, which starts 100 ms sooner
 * than a file.
 */
final class DaemonLog {
    private static final int QUEUE_LINES = 8192;

    private DaemonLog() {}

    static void start() {
        ConfigurationBuilder<BuiltConfiguration> builder = ConfigurationBuilderFactory.newConfigurationBuilder();
        builder.setStatusLevel(Level.ERROR);
        builder.setShutdownHook("disable");
        builder.add(builder.newAppender("stderr", "Console")
                .addAttribute("target", ConsoleAppender.Target.SYSTEM_ERR)
                .add(builder.newLayout("PatternLayout")
                        .addAttribute("pattern", "%d{yyyy-MM-dd'T'HH:mm:ss.SSSXXX} %-5level %msg%n%ex{short}")));
        builder.add(builder.newAppender("queue", "Async")
                .addAttribute("blocking", false)
                .addAttribute("bufferSize", QUEUE_LINES)
                .addAttribute("shutdownTimeout", 2_000)
                .addComponent(builder.newAppenderRef("stderr")));
        builder.add(builder.newRootLogger(Level.INFO).add(builder.newAppenderRef("queue")));
        Configurator.initialize(builder.build(false));
    }

    /** Writes what is queued, and ends. */
    static void end() {
        org.apache.logging.log4j.LogManager.shutdown();
    }
}
