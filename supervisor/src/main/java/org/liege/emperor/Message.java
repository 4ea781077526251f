package org.liege.emperor;

import java.util.concurrent.CompletableFuture;
import org.liege.decree.Listing;
import org.liege.realm.Receipt;
import org.liege.vassal.Fact;
import org.liege.vassal.Verb;

/** What other threads tell the loop. */
sealed interface Message {
    /** Something was observed about a vassal. */
    record Observed(String vassal, Fact fact) implements Message {}

    /** The vassals directories were looked at. */
    record Looked(Listing listing) implements Message {}

    /** An operator orders; {@code receipt} is completed after the turn that took it up was published. */
    record Ordered(String vassal, Verb verb, CompletableFuture<Receipt> receipt) implements Message {}

    /** The master is to end; a second time: at once. */
    record End(String why) implements Message {}
}
