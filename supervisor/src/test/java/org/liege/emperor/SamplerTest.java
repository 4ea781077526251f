package org.liege.emperor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.liege.realm.Court.QueueReading;
import org.liege.sandbox.QueueReader;
import org.liege.vassal.Fact;

class SamplerTest {
    @TempDir
    Path place;

    private final Mailbox mailbox = new Mailbox();
    private final QueueBook book = new QueueBook();
    private final List<Fact.QueueSeen> told = new CopyOnWriteArrayList<>();
    private QueueReader diag;
    private OneVassal shop;
    private Sampler sampler;
    private Thread thread;

    @BeforeEach
    void start() throws Exception {
        diag = QueueReader.open();
        shop = new OneVassal(place, 10);
        Queues queues = new Queues(diag, shop.estates);
        sampler = new Sampler(shop.estates, book, queues, Stir.open(), new Lookout(new Subjects(), queues), mailbox);
        thread = new Thread(sampler, "sampler-of-test");
        thread.start();
    }

    @AfterEach
    void end() throws Exception {
        sampler.end();
        thread.interrupt();
        thread.join();
        shop.close();
        diag.close();
    }

    @Test
    void tellsOfAQueueWhileSomebodyWaitsThereAndOnceWhenNobodyDoesAnyMore() throws Exception {
        await().until(() -> book.latest(shop.socket.inode()) != null);
        try (Visitors visitors = new Visitors(shop.path())) {
            visitors.come(9);
            await().untilAsserted(() -> assertThat(news()).contains(new Fact.QueueSeen(9, 10)));
            assertThat(book.latest(shop.socket.inode())).isEqualTo(new QueueReading(9, 10, 9));
        }
        shop.estates.of("shop").shed();
        await().untilAsserted(() -> assertThat(news()).contains(new Fact.QueueSeen(0, 10)));
        assertThat(told.stream().filter(seen -> seen.length() == 0)).as("told once").hasSize(1);
    }

    @Test
    void nothingIsToldOfAQueueInWhichNobodyWaits() {
        await().until(() -> book.latest(shop.socket.inode()) != null);
        assertThat(news()).isEmpty();
    }

    private List<Fact.QueueSeen> news() {
        for (Message message : taken()) {
            if (message instanceof Message.Observed observed && observed.fact() instanceof Fact.QueueSeen seen) {
                told.add(seen);
            }
        }
        return told;
    }

    private List<Message> taken() {
        try {
            return mailbox.takeAll(0);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new ArrayList<>();
        }
    }
}
