package org.liege.simulation;

import org.liege.vassal.Fact;

/** Takes what is observed to the living master. What is posted for a dead one is lost. */
interface Post {
    /** It arrives after the delay, if the master of now lives then. */
    void deliver(long delayMillis, String vassal, Fact fact);
}
