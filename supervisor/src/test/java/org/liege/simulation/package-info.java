/**
 * Drives the real core through a fake kernel in virtual time, by seeds: the same seed gives the same run to the last
 * event. What must always hold stands apart in {@link org.liege.simulation.invariants}. Start reading at {@link
 * org.liege.simulation.Simulation}.
 */
package org.liege.simulation;
