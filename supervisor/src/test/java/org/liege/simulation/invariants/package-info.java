/**
 * What must hold whatever happens, judged from facts and orders alone, with books of its own: nothing here asks the
 * core what it believes except to compare. Start reading at {@link org.liege.simulation.invariants.Witness}.
 */
package org.liege.simulation.invariants;
