/**
 * What must survive the master, written whole and atomically. Start reading at {@link org.liege.ledger.StopLedger}.
 */
package org.liege.ledger;
