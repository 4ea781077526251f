package org.liege.emperor;

import java.util.Optional;
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
                && !subject().confinement().isOnTheWay(comm.get());
    }
}
