/**
 * The loop that ties it together, and the threads that only translate for it: reaper, sweeper, prober, sampler, coroner,
 * scribe. Start reading at {@link org.liege.emperor.Emperor}; {@link org.liege.emperor.Daemon} puts the parts together.
 */
package org.liege.emperor;
