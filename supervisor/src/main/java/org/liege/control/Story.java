package org.liege.control;

/** A body that is written piece by piece, as its reader takes it. */
sealed interface Story permits PageStream, EventStream {
    /** Appends the next piece: more or less {@link Limits#SLICE_BYTES}, or what there is now. */
    void fill(Reply out);

    /** Nothing more will come. */
    boolean ended();

    /** There is nothing to be written now, though there may be later. */
    boolean idle();

    /** Bytes that it makes the daemon keep. */
    int heldBytes();
}
