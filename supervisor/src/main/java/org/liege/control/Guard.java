package org.liege.control;

import java.io.IOException;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/** Keeps one connection's trouble its own: whatever it throws ends that connection and nothing else. */
final class Guard {
    private static final Logger LOG = LogManager.getLogger(Guard.class);

    private Guard() {}

    /** A step of one connection. */
    @FunctionalInterface
    interface Step {
        void run() throws IOException;
    }

    static void visit(Desk desk, Visitor visitor, Step step) {
        try {
            step.run();
        } catch (IOException e) {
            LOG.debug("a connection broke", e);
            close(desk, visitor);
        } catch (RuntimeException | Error e) {
            // This can't happen; an Error too is only this connection's, unless it comes again for others.
            LOG.error("could not serve a connection at {}", visitor.door().file(), e);
            close(desk, visitor);
        }
    }

    private static void close(Desk desk, Visitor visitor) {
        desk.reply.clear();
        try {
            visitor.close();
        } catch (IOException | RuntimeException e) {
            LOG.error("could not close a connection at {}", visitor.door().file(), e);
        }
    }
}
