/**
 * One vassal, purely: what is decreed and what was observed go in, actions come out. No clock, file, thread or random
 * source is touched here; time is handed in. Start reading at {@link org.liege.vassal.Vassal}.
 */
package org.liege.vassal;
