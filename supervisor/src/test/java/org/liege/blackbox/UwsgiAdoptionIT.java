package org.liege.blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A real uWSGI outlives the master that was killed, reloads itself meanwhile, and obeys the next one. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class UwsgiAdoptionIT {
    private static final int DEATHS = 2;

    @RegisterExtension
    final Realm realm = new Realm();

    private final UwsgiSite shop = new UwsgiSite(realm, "shop");

    @ParameterizedTest
    @ValueSource(strings = {
        "master = true; processes = 2",
        "uid = nobody; gid = nogroup; auto-procname = true",
        "lazy-apps = true; heartbeat = 1",
    })
    void itServesOnWithoutAMasterAndUnderTheNext(String lines) throws Exception {
        shop.drop("listen = 4000", "chmod-socket = 666", "env = TEXT=first", String.join("\n", lines.split("; ")));
        realm.up();
        App first = shop.running();
        try (Nginx nginx = Nginx.speaking("uwsgi", shop.socket(), realm.place().resolve("nginx"));
                Load load = new Load(nginx.url())) {
            for (int death = 0; death < DEATHS; death++) {
                realm.daemon().kill();
                Processes.signal(first.pid(), "HUP");
                long answered = load.answered(200);
                Until.holds("requests without a master", () -> load.answered(200) > answered + 300);
                realm.up();
                App adopted = shop.running();
                assertThat(adopted.pids()).isEqualTo(first.pids());
                assertThat(adopted.json().list("workers").get(0).flag("adopted")).isTrue();
            }
            Map<Integer, Long> answers = load.end();
            assertThat(answers).containsOnlyKeys(200);
            assertThat(nginx.failedConnects()).isEmpty();
        }
        obeys(first);
    }

    private void obeys(App first) throws Exception {
        assertThat(shop.text()).isEqualTo("first");
        shop.drop("env = TEXT=second");
        new Rolls(realm, "shop").replaced(first);
        assertThat(shop.text()).isEqualTo("second");
        CompletableFuture<String> answer = shop.askSlowly("1");
        assertThat(realm.verb("shop", "stop?wait=20s").status()).isEqualTo(200);
        assertThat(answer.get(10, TimeUnit.SECONDS)).isNotEmpty();
    }
}
