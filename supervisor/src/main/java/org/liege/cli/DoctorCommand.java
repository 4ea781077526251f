package org.liege.cli;

import java.nio.file.Path;
import java.util.List;
import org.liege.decree.DaemonConfigReader;
import org.liege.doctor.Doctor;
import org.liege.doctor.Finding;
import org.liege.doctor.LiveTrials;
import org.liege.doctor.Patient;
import org.liege.sandbox.Accounts;
import org.liege.sandbox.DaemonProcess;

/** {@code doctor}: what of this machine the master can use, what it does without the rest, and how to get it. */
final class DoctorCommand {
    private static final int SUBJECT_COLUMNS = 17;
    private static final String INDENT = " ".repeat(6);

    private DoctorCommand() {}

    static int run(Invocation invocation, Screen screen) throws UsageFault {
        invocation.requireOptions();
        invocation.requireWords(0, 0, "options only");
        DaemonConfigReader.Reading reading = Configuration.read(invocation, screen);
        if (reading.config().isEmpty()) {
            Configuration.print(reading.faults(), screen);
            return ExitCode.FAILED;
        }
        Path apps = reading.config().get().runDirectory().resolve("apps");
        Patient patient = new Patient(Accounts.effectiveUid(), apps.toString(), screen.variable("PATH"),
                DaemonProcess.hardOpenFiles(), System.getProperty("java.version"));
        List<Finding> findings = new Doctor(Path.of("/"), new LiveTrials()).examine(patient);
        findings.forEach(finding -> print(finding, screen));
        long lacking = count(findings, Finding.Verdict.LESS);
        long bad = count(findings, Finding.Verdict.BAD);
        screen.line("");
        screen.line(bad > 0 ? bad + " of " + findings.size() + " must be mended before the master can run"
                : lacking == 0 ? "all that Liege can use is here"
                : lacking + " of " + findings.size() + " could be better; Liege runs without");
        return bad > 0 ? ExitCode.FAILED : ExitCode.DONE;
    }

    private static long count(List<Finding> findings, Finding.Verdict verdict) {
        return findings.stream().filter(finding -> finding.verdict() == verdict).count();
    }

    private static void print(Finding finding, Screen screen) {
        screen.line(String.format("%-5s %-" + SUBJECT_COLUMNS + "s %s", finding.verdict().word(), finding.subject(),
                Plain.text(finding.found())));
        if (!finding.without().isEmpty()) {
            screen.line(INDENT + "without it  " + Plain.text(finding.without()));
        }
        if (!finding.remedy().isEmpty()) {
            screen.line(INDENT + "to get it   " + Plain.text(finding.remedy()));
        }
    }
}
