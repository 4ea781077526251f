package org.liege.emperor;

import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.liege.vassal.Moment;
import org.liege.vassal.Reason;
import org.liege.vassal.State;
import org.liege.vassal.StateLog;

/** Writes every change of state to the daemon's log, and hands it on to be published. */
final class Chronicle implements StateLog {
    private static final Logger LOG = LogManager.getLogger("org.liege.state");

    private final Gazette gazette;

    Chronicle(Gazette gazette) {
        this.gazette = gazette;
    }

    @Override
    public void moved(String vassal, State from, State to, Reason reason, Moment at) {
        gazette.moved(vassal, from, to, reason, at);
        if (from == to) {
            LOG.debug("{}: still {}: {}", vassal, to.word(), reason.words());
        } else if (to == State.FAILED) {
            LOG.warn("{}: {} -> {}: {}", vassal, from.word(), to.word(), reason.words());
        } else {
            LOG.info("{}: {} -> {}: {}", vassal, from.word(), to.word(), reason.words());
        }
    }

    @Override
    public void impossible(String vassal, String what) {
        LOG.error("{}: this cannot happen: {}", vassal, what);
    }
}
