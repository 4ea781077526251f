package org.liege.vassal;

/** How a worker's end is put in words. */
final class Obituary {
    private Obituary() {}

    static String of(Worker worker, Exit exit, boolean wasReady, Moment now) {
        if (exit.beforeExec() && !exit.words().isEmpty()) {
            return exit.words();
        }
        String age = Millis.words(now.millisSince(worker.spawnedAt()));
        return withWords(exit.summary() + " after " + age + (wasReady ? "" : ", before it was ready"), exit);
    }

    static String withWords(String what, Exit exit) {
        return exit.words().isEmpty() ? what : what + "; its last words: " + exit.words();
    }
}
