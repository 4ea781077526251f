package org.liege.blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Files beside a vassal's own: what its [uwsgi] section includes or asks for. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class UwsgiCompanionIT {
    @RegisterExtension
    final Realm realm = new Realm();

    private final UwsgiSite shop = new UwsgiSite(realm, "shop");

    @Test
    void anEditOfAnIncludedFileReachesTheApp() {
        Path part = realm.place().resolve("part.ini");
        realm.put(part, "[uwsgi]\nenv = TEXT=first\n");
        shop.drop("include = " + part);
        realm.up();
        App before = shop.running();
        assertThat(shop.text()).isEqualTo("first");
        realm.put(part, "[uwsgi]\nenv = TEXT=second\n");
        realm.awaitThat("shop", app -> app.generation() > before.generation());
        shop.running();
        Until.holds("the edited text is served", () -> shop.text().equals("second"));
    }

    @Test
    void aMissingIncludeIsAFaultUntilItComes() {
        Path part = realm.place().resolve("part.ini");
        shop.drop("include = " + part, "env = TEXT=here");
        realm.up();
        App faulty = realm.awaitThat("shop", app -> !app.faults().isEmpty());
        assertThat(faulty.faults().toString()).contains("key 'include' names '" + part + "': could not read it");
        realm.put(part, "[uwsgi]\n");
        shop.running();
        assertThat(shop.text()).isEqualTo("here");
        assertThat(realm.app("shop").faults()).isEmpty();
    }
}
