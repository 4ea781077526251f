package org.liege.emperor;

import java.util.Optional;
import org.liege.sandbox.Confinement;
import org.liege.sandbox.ProcessTable;

/** {@code ready = spawn}: the chain of tools has become the app, which the process's name tells. */
final class ExecProbe extends Probe {
    ExecProbe(Subject subject) {
        super(subject);
    }

    @Override
    boolean holds() {
        Optional<String> comm = ProcessTable.comm(subject().pid);
        return comm.isPresent()
                && !ProcessTable.isZombie(subject().pid)
                && (!Confinement.isChainLink(comm.get()) || isCommandItself(comm.get()));
    }

    /** Who supervises {@code nice} itself can't be told from the chain, and is ready with it. */
    private boolean isCommandItself(String comm) {
        String command = subject().confinement.command().get(0);
        return !comm.equals(Confinement.SHELL_NAME) && command.substring(command.lastIndexOf('/') + 1).equals(comm);
    }
}
