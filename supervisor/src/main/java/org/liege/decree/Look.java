package org.liege.decree;

import java.util.Objects;

/**
 * A look's result.
 *
 * @param listing what was found
 * @param recheckMillis after how long to look again; {@link #NEVER} when nothing waits
 * @param whole whether that must be a look at everything
 */
record Look(Listing listing, long recheckMillis, boolean whole) {
    static final long NEVER = Long.MAX_VALUE;

    Look {
        Objects.requireNonNull(listing, "listing");
    }
}
