package org.liege.decree;

import java.util.Objects;

/** What one look at one file found. */
sealed interface Sight {
    /** As at the look before. */
    record Same() implements Sight {}

    /** There, whole, and not as before. {@code stamp} changes with every edit and touch. */
    record Text(byte[] content, String stamp) implements Sight {
        public Text {
            Objects.requireNonNull(content, "content");
            Objects.requireNonNull(stamp, "stamp");
        }
    }

    /** Not to be judged yet: look again after so many milliseconds. {@code why} is null, or worth telling. */
    record Wait(long millis, String why) implements Sight {}

    /** There, and can't be read; the message says why. */
    record Broken(String message) implements Sight {}

    /** There, and not a file that could ever be read. */
    record Unfit(String message) implements Sight {}

    /** Not there. */
    record Gone() implements Sight {}
}
