/**
 * The state machine of one vassal, tested in virtual time: the test is the kernel and tells the facts. Start reading at
 * {@link org.liege.vassal.Stage}.
 */
package org.liege.vassal;
