/**
 * All vassals together, tested in virtual time: the gate, orders, and what readers see. Start reading at
 * {@link org.liege.realm.RealmTest}.
 */
package org.liege.realm;
