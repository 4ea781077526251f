package org.liege.control;

/** A body that is written piece by piece, as its reader takes it. */
sealed interface Story permits PageStream, EventStream {
    /** Appends the next piece until {@code out} holds more or less so many bytes, or what there is now. */
    void fill(Reply out, int mostBytes);

    /** Nothing more will come. */
    boolean ended();

    /** There is nothing to be written now, though there may be later. */
    boolean idle();

    /** Bytes that it makes the daemon keep. */
    int heldBytes();
}
