package org.liege.decree;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UwsgiMannerTest {
    private static UwsgiManner of(String... lines) {
        UwsgiManner manner = new UwsgiManner();
        for (String line : lines) {
            String[] parts = line.split(" = ", 2);
            manner.take(new UwsgiOption(parts[0], parts[1], new IniEntry("/v/shop.ini", 1, "uwsgi", parts[0], parts[1])));
        }
        return manner;
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "socket = 127.0.0.1:3031", "http-socket = :8080", "http = :80", "fastrouter = [::1]:3031", "stats = :9191",
        "socket = @shop", "shared-socket = 127.0.0.1:80",
    })
    void twoCopiesThatWouldFightOverAnAddressAreReloadedInPlace(String line) {
        assertThat(of("socket = /run/shop.sock", line).reload()).isEqualTo("signal:HUP");
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "socket = /run/other.sock", "stats = /run/stats.sock", "http = /run/http.sock", "pidfile = /run/a:b.pid",
        "socket = =0", "http-to = /run/shop.sock", "mule = true", "env = HOST=a:1",
    })
    void twoCopiesThatGetAlongReplaceOneAnother(String line) {
        assertThat(of("socket = /run/shop.sock", line).reload()).isEqualTo("rolling");
    }

    @Test
    void withReusePortTheyGetAlongOnOneAddressToo() {
        assertThat(of("http-socket = :8080", "reuse-port = true").reload()).isEqualTo("rolling");
        assertThat(of("http-socket = :8080", "reuse-port = false").reload()).isEqualTo("signal:HUP");
    }

    @Test
    void readinessIsToldWhateverElseIsSaid() {
        assertThat(of("daemonize = /var/log/shop.log", "lazy-apps = true", "cheap = true").readiness(true))
                .isEqualTo("notify");
    }

    @Test
    void behindAChrootTheNotifySocketIsOutOfReach() {
        assertThat(of("chroot = /srv").readiness(true)).isEqualTo("accept");
        assertThat(of("chroot = /srv").readiness(false)).isEqualTo("spawn");
    }

    @Test
    void aWorkerThatAcceptsTellsThatItIsReady() {
        assertThat(of("socket = /run/shop.sock").workerTells()).isTrue();
        assertThat(of("http-socket = :8080", "cheap = no", "processes = 10").workerTells()).isTrue();
    }

    @Test
    void theMasterTellsItWhereNoWorkerAcceptsByItself() {
        assertThat(of("socket = /run/shop.sock", "cheap = true").workerTells()).isFalse();
        assertThat(of("socket = /run/shop.sock", "workers = 0").workerTells()).isFalse();
        assertThat(of("fastrouter = :3031").workerTells()).isFalse();
        assertThat(of("attach-daemon = sleep 1000").workerTells()).isFalse();
    }

    @Test
    void aLazyOneThatCannotHaveACopyBesideItIsRestartedSinceItReadsItsFileOnlyOnce() {
        assertThat(of("http-socket = :8080", "lazy = true").reload()).isEqualTo("restart");
        assertThat(of("socket = /run/shop.sock", "lazy = true").reload()).isEqualTo("rolling");
    }

    @Test
    void theListenersAreNotShutDownWithOneThatEnds() {
        assertThat(of("shutdown-sockets = true").overrides()).containsExactly("shutdown-sockets=false");
        assertThat(of("shutdown-sockets = false").overrides()).isEmpty();
    }

    @Test
    void oneThatEndsLeavesThePidfileAndTheStatsSocketToItsSuccessor() {
        assertThat(of("vacuum = true", "stats = /run/stats.sock").overrides()).containsExactly("vacuum=false");
        assertThat(of("vacuum = true", "pidfile = /run/shop.pid").overrides()).containsExactly("vacuum=false");
        assertThat(of("vacuum = true", "socket = /run/shop.sock").overrides()).isEmpty();
        assertThat(of("pidfile = /run/shop.pid").overrides()).isEmpty();
        assertThat(of("vacuum = true", "pidfile = /run/shop.pid", "http = :80").overrides())
                .as("no other beside it")
                .isEmpty();
    }
}
