/**
 * Drives the real core through a fake kernel in virtual time, by seeds: the same seed gives the same run to the last
 * event. Files are edited, touched, spoiled and mended; apps die, hang and are badly deployed; masters die between what they
 * have written down, what they have started and what they have been told, and sometimes the ledger is lost, too. Visitors wait in
 * queues, and whoever watches for them tells of it late. What must always hold stands apart in {@link
 * org.liege.simulation.invariants}. Start reading at {@link org.liege.simulation.Simulation}.
 */
package org.liege.simulation;
