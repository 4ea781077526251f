/**
 * All vassals together, purely: the start gate, what readers see, and the ports through which the core is driven.
 * Start reading at {@link org.liege.realm.Realm}.
 */
package org.liege.realm;
