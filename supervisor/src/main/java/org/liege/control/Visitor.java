package org.liege.control;

import java.io.IOException;
import java.util.Arrays;
import jnr.unixsocket.UnixSocketChannel;
import org.liege.control.Patience.Mood;
import org.liege.control.Secretary.Manner;
import org.liege.protocol.Problem;

/**
 * One connection: requests in, answers out, in order. It looks at no further request before the answer to the last one
 * is with the kernel, so a client who doesn't read stops itself, and whatever it makes the daemon keep is counted
 * against its door's {@link Budget}. Everything runs on the door thread.
 */
final class Visitor implements Guest {
    private static final byte[] NOTHING = {};

    private final Porter porter;
    private final Desk desk;
    private final long token;
    private final ClientChannel channel;
    private final Outgoing outgoing;
    private final Patience patience;
    private final HeadScan scan = new HeadScan();
    private byte[] unread = NOTHING;
    private BodySkip skip;
    private WaitingRoom.Seat seat;
    private boolean inputEnded;
    private boolean ending;
    /** It was cut off in the middle and may still be sending. */
    private boolean talking;
    private boolean lingering;
    private boolean queued;
    private int lingered;
    private long held;

    /** Takes the connection over; when this throws, the caller still owns it. */
    Visitor(UnixSocketChannel connection, Watch watch, Porter porter, Desk desk) throws IOException {
        this.porter = porter;
        this.desk = desk;
        this.token = desk.register(this);
        try {
            this.channel = new ClientChannel(connection, watch, token);
        } catch (IOException e) {
            desk.forget(token);
            throw e;
        }
        this.outgoing = new Outgoing(channel);
        this.patience = new Patience(desk);
        patience.set(Mood.IDLE);
    }

    Door door() {
        return porter.door();
    }

    Peer peer() throws IOException {
        return channel.peer();
    }

    @Override
    public void ready(int events) {
        Guard.visit(desk, this, () -> {
            if ((events & Watch.WRITE) != 0) {
                queue();
            } else if ((events & Watch.READ) != 0) {
                readable();
            } else {
                // Both directions are gone for good: nobody would see an answer.
                close();
            }
        });
    }

    /** The socket has bytes, or its end. */
    private void readable() throws IOException {
        desk.in.clear();
        int count = channel.read(desk.in);
        inputEnded |= count < 0;
        if (lingering) {
            lingered += Math.max(0, count);
            if (inputEnded || lingered > Limits.LINGER_BYTES) {
                close();
            }
            return;
        }
        desk.in.flip();
        int fresh = desk.in.remaining();
        System.arraycopy(unread, 0, desk.work, 0, unread.length);
        desk.in.get(desk.work, unread.length, fresh);
        proceed(unread.length + fresh);
    }

    /** The socket takes bytes: joins the line, so that no long answer keeps others waiting. */
    private void queue() {
        if (!queued) {
            queued = true;
            desk.queue(this);
        }
    }

    /** Its turn in the line has come. */
    void resume() throws IOException {
        queued = false;
        if (!channel.isOpen()) {
            return;
        }
        if (outgoing.resume(desk.reply, desk.scratch, desk.out)) {
            patience.progress();
            patience.heard();
        }
        System.arraycopy(unread, 0, desk.work, 0, unread.length);
        proceed(unread.length);
    }

    /** Its order is being carried out; nothing else is looked at before {@link #stand}. */
    void sit(WaitingRoom.Seat newSeat) {
        seat = newSeat;
    }

    /** Its order has its answer, which is in the desk's reply. */
    void stand() throws IOException {
        seat = null;
        patience.renew();
        send();
        System.arraycopy(unread, 0, desk.work, 0, unread.length);
        proceed(unread.length);
    }

    /** A list, or events, to be written after what is in the desk's reply. */
    void follow(Delivery delivery) {
        outgoing.follow(delivery);
    }

    /** Something has happened that it may be following. */
    void news() {
        if (outgoing.hasWork()) {
            queue();
        }
    }

    /** Its time may be up. */
    void sweep() throws IOException {
        if (!patience.exhausted()) {
            patience.remind();
        } else if (patience.mood() == Mood.FOLLOWING) {
            outgoing.events().ifPresent(EventStream::beat);
            patience.renew();
            queue();
        } else if (patience.mood() == Mood.SENDING && outgoing.events().filter(EventStream::giveUp).isPresent()) {
            // It learns of that when it reads again, within the same time once more.
            patience.renew();
            patience.progress();
            settle();
        } else if (patience.mood() == Mood.MIDWAY && skip == null) {
            String detail = "the head was not complete after " + desk.limits.headMillis() + " ms";
            refuse(Problem.of(408, Problem.Code.BAD_REQUEST, detail));
            unread = NOTHING;
            send();
            settle();
        } else {
            close();
        }
    }

    /** Goes on with the bytes in the desk's work buffer. */
    private void proceed(int length) throws IOException {
        int at = 0;
        int step = 1;
        while (at < length && step > 0 && attentive()) {
            step = skip == null ? takeHead(at, length) : takeBody(at, length);
            at += step;
        }
        unread = at == length ? NOTHING : Arrays.copyOfRange(desk.work, at, length);
        send();
        if (step > 0 && unread.length > 0 && attentive()) {
            queue();
        }
        settle();
    }

    private boolean attentive() {
        return !ending && seat == null && outgoing.isEmpty() && desk.reply.size() < Limits.SLICE_BYTES;
    }

    private int takeHead(int at, int length) throws IOException {
        int size = scan.lengthOf(desk.work, at, length);
        if (size == HeadScan.INCOMPLETE) {
            return 0;
        }
        scan.reset();
        patience.renew();
        if (size < 0) {
            refuse(HeadScan.problem(size));
            return length - at;
        }
        if (size > HeadScan.EMPTY_LINE) {
            serve(desk.heads.read(desk.work, at, at + size));
        }
        return size;
    }

    private int takeBody(int at, int length) {
        BodySkip.Progress progress = skip.take(desk.work, at, length);
        int taken = skip.taken();
        switch (progress) {
            case MORE -> { }
            case DONE -> skip = null;
            case HOPELESS -> ending = true;
        }
        return taken;
    }

    private void serve(HeadOutcome outcome) throws IOException {
        if (outcome instanceof HeadOutcome.Refusal refusal) {
            refuse(refusal.problem());
        } else if (outcome instanceof RequestHead head) {
            skip = head.hasBody() ? BodySkip.of(head) : null;
            if (head.expectsContinue()) {
                desk.secretary.goOn(desk.reply);
            }
            Manner manner = desk.clerk.serve(head, this);
            ending = !manner.keepAlive();
        }
    }

    private void refuse(Problem problem) {
        ending = true;
        talking = true;
        desk.secretary.problem(desk.reply, Manner.last(), problem, null);
    }

    private void send() throws IOException {
        if (!desk.reply.isEmpty() && outgoing.send(desk.reply, desk.out)) {
            patience.progress();
        }
    }

    /** After everything that happened: ends what is over, and says what to wait for and for how long. */
    private void settle() throws IOException {
        boolean answered = outgoing.isEmpty() && seat == null;
        if (answered && (ending || inputEnded) && !queued) {
            finish();
        }
        if (!channel.isOpen()) {
            return;
        }
        channel.want(interest());
        patience.set(mood());
        long now = (long) unread.length + outgoing.heldBytes();
        if (now != held && !porter.budget().change(held, now)) {
            held = 0;
            close();
        } else {
            held = now;
        }
    }

    /** Closing while the client still sends would reset the connection and could cost it the answer. */
    private void finish() throws IOException {
        boolean maySend = talking || unread.length > 0 || skip != null;
        if (inputEnded || !maySend && !lingering) {
            close();
        } else if (!lingering) {
            lingering = true;
            unread = NOTHING;
            channel.endOutput();
        }
    }

    private int interest() {
        if (outgoing.hasWork()) {
            return Watch.WRITE;
        }
        boolean full = queued || unread.length >= Limits.HEAD_BYTES;
        return inputEnded || full ? 0 : Watch.READ;
    }

    private Mood mood() {
        if (!outgoing.isEmpty()) {
            return outgoing.hasWork() ? Mood.SENDING : Mood.FOLLOWING;
        }
        if (seat != null) {
            return Mood.SEATED;
        }
        if (lingering) {
            return Mood.LINGERING;
        }
        return unread.length > 0 || skip != null ? Mood.MIDWAY : Mood.IDLE;
    }

    /** Ends the connection, whatever it was doing. */
    void close() throws IOException {
        if (channel.isOpen()) {
            desk.waitingRoom.leave(seat);
            desk.audience.leave(this);
            porter.budget().change(held, 0);
            held = 0;
            porter.left(this);
            desk.forget(token);
            channel.close();
        }
    }
}
