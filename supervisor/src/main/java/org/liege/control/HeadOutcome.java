package org.liege.control;

import org.liege.protocol.Problem;

/** What reading a head came to. */
sealed interface HeadOutcome permits RequestHead, HeadOutcome.Refusal {
    /**
     * It is malformed, too much or ambiguous: where the next request would begin is not known, so the connection
     * ends.
     */
    record Refusal(Problem problem) implements HeadOutcome {}

    /** A refusal for a malformed request. */
    static Refusal malformed(String detail) {
        return new Refusal(Problem.of(400, Problem.Code.BAD_REQUEST, detail));
    }

    /** A refusal with another status. */
    static Refusal refused(int status, Problem.Code code, String detail) {
        return new Refusal(Problem.of(status, code, detail));
    }
}
