/**
 * What must hold whatever happens, judged from facts and orders alone, with books of its own: nothing here asks the
 * core what it believes except to compare. Which generation serves is taken from what readers are told, and held against the
 * facts ({@link org.liege.simulation.invariants.RightfulHeir}). Start reading at {@link org.liege.simulation.invariants.Witness}.
 */
package org.liege.simulation.invariants;
