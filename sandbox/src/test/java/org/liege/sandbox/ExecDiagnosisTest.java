package org.liege.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class ExecDiagnosisTest {
    private static final RunAs NOBODY = new RunAs(65534, 65534, List.of());

    @RegisterExtension
    final Workbench bench = new Workbench();

    private String explained(Confinement confinement) throws Exception {
        return bench.start(confinement).diagnosis(confinement).orElse("nothing to explain");
    }

    private Confinement here(String... command) {
        return Surroundings.in(bench.directory().toString(), Surroundings.ENVIRONMENT, command);
    }

    @Test
    void tellsAMissingFile() throws Exception {
        assertThat(explained(here("/x/y"))).isEqualTo("could not execute /x/y: No such file or directory (ENOENT)");
        assertThat(explained(Surroundings.as(NOBODY, here("/x/y"))))
                .isEqualTo("could not execute /x/y: No such file or directory (ENOENT)");
        assertThat(explained(here("/etc/passwd/y")))
                .isEqualTo("could not execute /etc/passwd/y: Not a directory (ENOTDIR)");
        assertThat(explained(here("./y"))).contains("could not execute " + bench.directory() + "/./y: No such file");
    }

    @Test
    void tellsACommandThatIsNotInPath() throws Exception {
        assertThat(explained(here("no-such-command")))
                .isEqualTo("could not execute no-such-command: it is in no directory of PATH /usr/bin:/bin (ENOENT)");
    }

    @Test
    void tellsAMissingInterpreter() throws Exception {
        Path script = bench.file("app.py", "#!/usr/bin/pyton3 -x\nprint(1)\n", "rwxr-xr-x");
        assertThat(explained(here(script.toString())))
                .isEqualTo("could not execute interpreter /usr/bin/pyton3 of " + script
                        + ": No such file or directory (ENOENT)");
        Path windows = bench.file("app.sh", "#!/bin/sh\r\necho 1\r\n", "rwxr-xr-x");
        assertThat(explained(here(windows.toString()))).contains("interpreter /bin/sh\\r of " + windows);
    }

    @Test
    void tellsAMissingLoaderOfABinary() throws Exception {
        byte[] binary = Files.readAllBytes(Path.of("/bin/true"));
        String interpreter = Interpreter.of(binary).orElseThrow();
        byte[] name = interpreter.getBytes(java.nio.charset.StandardCharsets.UTF_8);
        int at = new String(binary, java.nio.charset.StandardCharsets.ISO_8859_1).indexOf(interpreter);
        binary[at + name.length - 1] = 'X';
        Path foreign = Files.write(bench.path("foreign"), binary);
        Files.setPosixFilePermissions(foreign, PosixFilePermissions.fromString("rwxr-xr-x"));
        String absent = interpreter.substring(0, interpreter.length() - 1) + "X";
        assertThat(explained(here(foreign.toString())))
                .isEqualTo("could not execute interpreter " + absent + " of " + foreign
                        + ": No such file or directory (ENOENT)");
    }

    @Test
    void tellsWhatIsNotExecutable() throws Exception {
        Path data = bench.file("data", "x", "rw-r--r--");
        assertThat(explained(here(data.toString())))
                .isEqualTo("could not execute " + data + ": Permission denied (EACCES)");
        assertThat(explained(here("/etc"))).isEqualTo("could not execute /etc: it is a directory (EACCES)");
    }

    @Test
    void tellsWhatIsNotExecutableForTheTenantOnly() throws Exception {
        Path program = bench.file("root-only", "#!/bin/sh\n", "rwx------");
        Confinement c = here(program.toString());
        assertThat(explained(c)).isEqualTo("nothing to explain");
        assertThat(explained(Surroundings.as(NOBODY, c)))
                .isEqualTo("could not execute " + program + ": Permission denied (EACCES)");
    }

    @Test
    void tellsADirectoryThatCannotBeEntered() throws Exception {
        assertThat(explained(Surroundings.in("/no/such", List.of(), "/bin/true")))
                .isEqualTo("could not change to directory /no/such: No such file or directory (ENOENT)");
        assertThat(explained(Surroundings.in("/etc/passwd", List.of(), "/bin/true")))
                .isEqualTo("could not change to directory /etc/passwd: Not a directory (ENOTDIR)");
        Path secret = Files.createDirectory(bench.path("secret"));
        Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("rwx------"));
        assertThat(explained(Surroundings.as(NOBODY, Surroundings.in(secret.toString(), List.of(), "/bin/true"))))
                .isEqualTo("could not change to directory " + secret + ": Permission denied (EACCES)");
    }

    @Test
    void tellsALimitThatCannotBeSet() throws Exception {
        long tooMany = DaemonProcess.hardOpenFiles() + 1;
        assertThat(explained(Surroundings.limited(Rlimits.INHERITED, OptionalLong.of(tooMany), here("/bin/true"))))
                .isEqualTo("could not set the soft limit of open files to " + tooMany
                        + ": it is above the hard limit (EINVAL)");
    }

    @Test
    void tellsAnIdentityThatWasRefused() throws Exception {
        // What setpriv says when it has no right to change users.
        Confinement c = Surroundings.as(new RunAs(33, 33, List.of()), here("/bin/true"));
        assertThat(ExecDiagnosis.explain("setpriv", ExitStatus.exited(127), c).orElseThrow())
                .startsWith("could not become uid 33: ");
    }

    @Test
    void staysSilentOnceTheCommandItselfHadRun() throws Exception {
        for (String script : List.of("exit 127", "exit 126", "exit 200", "exit 0", "kill -9 $$")) {
            assertThat(explained(Surroundings.sh(script))).isEqualTo("nothing to explain");
        }
        assertThat(explained(here("/usr/bin/nice", "--no-such-option"))).isEqualTo("nothing to explain");
    }

    @Test
    void tellsAChainThatWasKilled() {
        Confinement c = here("/bin/true");
        assertThat(ExecDiagnosis.explain("liege-exec", ExitStatus.killed(9, false), c))
                .contains("was ended by SIGKILL before it could execute /bin/true");
    }
}
