package org.liege.doctor;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Examines the machine, as the master would find it. */
public final class Doctor {
    private final Records records;
    private final Trials trials;

    /** @param root {@code /}, but for tests */
    public Doctor(Path root, Trials trials) {
        this.records = new Records(root);
        this.trials = trials;
    }

    /** Everything, in the order in which it is to be read. */
    public List<Finding> examine(Patient patient) {
        List<Finding> findings = new ArrayList<>();
        findings.addAll(new KernelExam(patient, records, trials).findings());
        findings.addAll(new WorkerExam(patient, records, trials).findings());
        findings.addAll(new SystemExam(patient, records, trials).findings());
        return findings;
    }
}
