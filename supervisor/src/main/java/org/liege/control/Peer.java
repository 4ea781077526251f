package org.liege.control;

/** The process at the other end, at the time when it connected. */
record Peer(int pid, int uid, int gid) {
    @Override
    public String toString() {
        return "pid " + pid + " uid " + uid + " gid " + gid;
    }
}
