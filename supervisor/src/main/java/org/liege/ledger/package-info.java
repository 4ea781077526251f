/**
 * What must survive the master, written whole and atomically: who runs for each vassal, and whom the operator has stopped. Start
 * reading at {@link org.liege.ledger.Ledger}.
 */
package org.liege.ledger;
