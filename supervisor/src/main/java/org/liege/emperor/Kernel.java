package org.liege.emperor;

import java.util.List;
import org.liege.realm.Order;
import org.liege.vassal.Fact;

/** Performs what the realm has ordered. Called on the loop's thread only; must not block. */
interface Kernel {
    /** Performs one order; facts that are known at once are returned, later ones go to the mailbox. */
    List<Fact> perform(Order order);

    /**
     * Puts a lost path of a listener back, when the same listener can be had there again.
     *
     * @return false when it has to be opened anew
     */
    boolean restorePath(String vassal, String path);

    /** Takes charge of the workers of an earlier master; their ends are told from now on. */
    void inherit(Inheritance inheritance);

    /** KILL to every worker there is; for a master that is told to end for the second time. */
    void killAll();
}
