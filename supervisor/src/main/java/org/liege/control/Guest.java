package org.liege.control;

/** Something that the door thread watches: a listener's porter or a connection. */
sealed interface Guest permits Porter, Visitor {
    /** {@code events}: a union of the {@link Watch} bits. Throws nothing for what the other side does. */
    void ready(int events);
}
