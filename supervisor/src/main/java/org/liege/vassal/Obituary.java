package org.liege.vassal;

/** How a worker's end is put in words. */
final class Obituary {
    private static final int UWSGI_FAILED_APP = 22;

    private Obituary() {}

    static String of(Worker worker, Exit exit, boolean wasReady, Moment now) {
        if (exit.beforeExec() && !exit.words().isEmpty()) {
            return exit.words();
        }
        String age = Millis.words(now.millisSince(worker.spawnedAt()));
        String summary = exit.summary() + meaning(worker.decree, exit);
        return withWords(summary + " after " + age + (wasReady ? "" : ", before it was ready"), exit);
    }

    /** What an exit code says in uWSGI's own terms (UWSGI_FAILED_APP_CODE in uwsgi.h); the others tell its master only. */
    private static String meaning(Decree decree, Exit exit) {
        boolean uwsgi = decree.kind().equals("uwsgi");
        return uwsgi && exit.code() != null && exit.code() == UWSGI_FAILED_APP ? " (no app could be loaded)" : "";
    }

    static String withWords(String what, Exit exit) {
        return exit.words().isEmpty() ? what : what + "; its last words: " + exit.words();
    }
}
