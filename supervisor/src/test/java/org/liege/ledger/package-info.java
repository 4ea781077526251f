/** The ledger's files, whole and broken. Start reading at {@link org.liege.ledger.LedgerTest}. */
package org.liege.ledger;
