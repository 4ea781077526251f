package org.liege.decree;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class UwsgiCommandTest {
    private static final Path FILE = Path.of("/etc/liege/vassals/shop.ini");
    private static final List<String> GRACEFUL = List.of("--master", "--hook-pre-app", "unix_signal:1 end_me",
            "--hook-master-start", "unix_signal:12 gracefully_kill_them_all");

    private static UwsgiCommand.Listener listener(String option) {
        return new UwsgiCommand.Listener(option, "");
    }

    @Test
    void listenersComeInOrderFromDescriptorThreeEachWithItsProtocol() {
        assertThat(UwsgiCommand.of(FILE, List.of(listener("socket"), listener("http-socket")), List.of(), true, false))
                .startsWith("uwsgi", "--socket", "fd://3", "--http-socket", "fd://4", "--ini", FILE.toString());
    }

    @Test
    void listenersStandBehindAFileThatAsksForItsOwn() {
        assertThat(UwsgiCommand.of(FILE, List.of(listener("socket"), listener("http-socket")), List.of(), true, true))
                .startsWith("uwsgi", "--ini", FILE.toString(), "--endif", "--socket", "fd://3",
                        "--http-socket", "fd://4");
    }

    @Test
    void aCertificateFollowsTheDescriptor() {
        UwsgiCommand.Listener secure = new UwsgiCommand.Listener("https-socket", ",a.crt,a.key");
        assertThat(UwsgiCommand.of(FILE, List.of(secure), List.of(), true, false))
                .startsWith("uwsgi", "--https-socket", "fd://3,a.crt,a.key");
    }

    @Test
    void itHasAMasterThatStopsGracefullyAndAWorkerThatTellsWhenItIsReady() {
        assertThat(UwsgiCommand.of(FILE, List.of(), List.of(), true, false))
                .containsSubsequence(GRACEFUL)
                .endsWith("--hook-accepting1", "call:uwsgi_systemd_notify_ready");
    }

    @Test
    void theMasterTellsItWhereNoWorkerDoes() {
        assertThat(UwsgiCommand.of(FILE, List.of(), List.of(), false, false))
                .containsSubsequence(GRACEFUL)
                .endsWith("--hook-master-start", "call:uwsgi_systemd_notify_ready");
    }

    @Test
    void whatIsSetOtherwiseComesAfterTheFile() {
        assertThat(UwsgiCommand.of(FILE, List.of(), List.of("vacuum=false"), true, false))
                .containsSubsequence("--ini", FILE.toString(), "--set", "vacuum=false", "--hook-pre-app");
    }

    @Test
    void theNumberInTheHookIsTheStopSignals() {
        assertThat(org.liege.sandbox.Signals.number(UwsgiCommand.STOP_SIGNAL)).hasValue(12);
    }

    @Test
    void aListenerNeedsItsOption() {
        assertThatThrownBy(() -> new UwsgiCommand.Listener(null, "")).isInstanceOf(NullPointerException.class);
    }
}
