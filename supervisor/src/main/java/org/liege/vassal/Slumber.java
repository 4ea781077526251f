package org.liege.vassal;

/** Whether a vassal that starts on demand has been asked for, and whether its listeners are watched for the first call. */
final class Slumber {
    private boolean awake;
    private boolean watched;
    private String unseen = "";

    /** Someone has come, or asks for it. */
    void wake() {
        awake = true;
        watched = false;
    }

    /** Nobody needs it. */
    void sleep() {
        awake = false;
        watched = false;
    }

    /** Its listeners were closed, or opened anew: they have to be watched anew. */
    void lost() {
        watched = false;
    }

    void unseen(String why) {
        unseen = why.isEmpty() ? "" : "not stopped when idle: " + why;
    }

    /** What there is to say of its visitors not being told; empty when they are. */
    String unseen() {
        return unseen;
    }

    boolean awake() {
        return awake;
    }

    /** True once for each sleep: the listeners have to be watched from now on. */
    boolean watchOnce() {
        boolean first = !watched;
        watched = true;
        return first;
    }
}
