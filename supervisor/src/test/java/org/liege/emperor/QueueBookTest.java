package org.liege.emperor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;
import org.liege.realm.Court.QueueReading;
import org.liege.sandbox.QueueReader.Reading;

class QueueBookTest {
    private final QueueBook book = new QueueBook();

    @Test
    void knowsNothingOfAQueueThatWasNeverRead() {
        assertThat(book.latest(7)).isNull();
    }

    @Test
    void tellsTheLatestReadingAndTheLongestOfTheLastMinute() {
        book.note(new Reading(7, 0, 100), "sock_diag");
        assertThat(book.latest(7)).isEqualTo(new QueueReading(0, 100, 0));
        book.note(new Reading(7, 4, 100), "sock_diag");
        book.note(new Reading(7, 2, 100), "sock_diag");
        assertThat(book.noted(new Reading(7, 0, 50), "sock_diag")).isEqualTo(new QueueReading(0, 50, 4));
        assertThat(book.latest(7)).isEqualTo(new QueueReading(0, 50, 4));
    }

    @Test
    void forgetsTheQueuesThatAreGone() {
        book.note(new Reading(7, 1, 100), "sock_diag");
        book.note(new Reading(8, 1, 100), "sock_diag");
        book.keepOnly(Set.of(8L));
        assertThat(book.latest(7)).isNull();
        assertThat(book.latest(8)).isNotNull();
    }
}
