package org.liege.emperor;

import java.nio.file.Path;
import org.liege.sandbox.KernelException;
import org.liege.sandbox.ListeningSocket;
import org.liege.vassal.SocketDecree;

/** The estates of a realm with a single vassal, {@code shop}, and its one real listener; nobody accepts there. */
final class OneVassal implements AutoCloseable {
    final Estates estates;
    final ListeningSocket socket;

    OneVassal(Path place, int backlog) throws KernelException {
        String path = place.resolve("shop.sock").toString();
        estates = new Estates(new SpareName.Store(place), socket -> {});
        socket = ListeningSocket.bind(new ListeningSocket.Request(path, backlog, 0600, 0, 0, null));
        SocketDecree decree = new SocketDecree(path, backlog, 0600, 0, 0, false);
        estates.of("shop").inherit(new Estate.Holding(decree, socket, SpareName.NONE));
    }

    String path() {
        return socket.path();
    }

    @Override
    public void close() {
        socket.unlink();
        socket.close();
    }
}
