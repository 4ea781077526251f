package org.liege.realm;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.liege.vassal.Moment;
import org.liege.vassal.State;

class SnapshotTest {
    private final Snapshot snapshot = new Snapshot(1, new Moment(0, 0),
            Stream.of("a", "b", "b2", "z").map(name -> Views.of(name, State.IDLE, List.of())).toList(), List.of());

    @Test
    void findsEachVassalByItsName() {
        assertThat(List.of("a", "b", "b2", "z"))
                .allSatisfy(name -> assertThat(snapshot.find(name)).hasValueSatisfying(
                        view -> assertThat(view.name()).isEqualTo(name)));
    }

    @Test
    void findsNobodyWhereNobodyIs() {
        assertThat(List.of("", "A", "b1", "zz")).allSatisfy(name -> assertThat(snapshot.find(name)).isEmpty());
    }

    @Test
    void aPageGoesOnAfterANameWhetherOrNotItIsStillThere() {
        assertThat(snapshot.positionAfter("")).isZero();
        assertThat(snapshot.positionAfter("a")).isEqualTo(1);
        assertThat(snapshot.positionAfter("aa")).isEqualTo(1);
        assertThat(snapshot.positionAfter("b1")).isEqualTo(2);
        assertThat(snapshot.positionAfter("z")).isEqualTo(4);
        assertThat(snapshot.positionAfter("zzz")).isEqualTo(4);
    }
}
