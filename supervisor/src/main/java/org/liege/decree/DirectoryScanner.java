package org.liege.decree;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.liege.vassal.Fault;
import org.liege.vassal.Moment;

/**
 * Compares what lies in the vassals directories with what lay there at the look before, and tells each change once. The
 * listing is the truth: whoever calls it may do so as often or as seldom as he likes (after kubelet's
 * {@code pleg/generic.go}: relist, compare, tell). One thread only; time is handed in.
 */
final class DirectoryScanner {
    /**
     * A file must be missing for so long before its vassal is withdrawn: editors and deploy scripts remove a file and
     * write it anew, and nobody wants his app stopped for that. While others of its directory come and go it takes
     * longer, see {@link LossGuard}.
     */
    static final long GRACE_MILLIS = LossGuard.REST_MILLIS;

    private final List<SourcePattern> sources;
    private final DecreeReader reader;
    private final Disk disk;
    private final DefaultsFile defaults;
    private final Herald herald = new Herald();
    private final Map<String, TrackedFile> tracked = new TreeMap<>();
    private final Set<String> waiting = new LinkedHashSet<>();
    private final Set<Path> directories = new LinkedHashSet<>();
    private final LossGuard guard = new LossGuard();
    private Map<String, Path> predecessors = Map.of();
    private boolean confirmed;
    private Survey survey = Survey.NONE;
    private long recheck;
    private boolean whole;

    /** @param vassalDefaults null when there is none */
    DirectoryScanner(List<SourcePattern> sources, Path vassalDefaults, DecreeReader reader, Disk disk) {
        this.sources = List.copyOf(sources);
        this.reader = Objects.requireNonNull(reader, "reader");
        this.disk = Objects.requireNonNull(disk, "disk");
        this.defaults = new DefaultsFile(vassalDefaults, reader);
    }

    /**
     * Before the first look: these vassals were told by an earlier master, from these files. Those whose files are gone by now are
     * told to be, unless so many are that the loss is not believed.
     */
    void inherit(Map<String, Path> files) {
        predecessors = Map.copyOf(files);
        files.values().stream().map(Path::getParent).filter(this::hasVanished).forEach(directories::add);
    }

    private boolean hasVanished(Path directory) {
        try {
            disk.stamp(directory, true);
            return false;
        } catch (IOException e) {
            return true;
        }
    }

    /** No grace for what has been gone since before the master's start. */
    private void recall(Moment now) {
        predecessors.forEach((name, path) -> {
            TrackedFile file = new TrackedFile(name, survey.winners.getOrDefault(name, path));
            file.toldDigest = TrackedFile.TOLD_BEFORE;
            file.missingSince = now.monotonicMillis() - GRACE_MILLIS;
            tracked.putIfAbsent(name, file);
        });
        predecessors = Map.of();
    }

    /** Lists everything and looks at every file. */
    Look look(Moment now) {
        begin(now);
        survey = Survey.of(sources, disk, directories);
        directories.addAll(survey.listed);
        recall(now);
        reconcile(now);
        retryFaulty(now);
        if (confirmed) {
            guard.confirm();
        } else {
            guard.count(tracked.values(), survey, now);
        }
        for (TrackedFile file : List.copyOf(tracked.values())) {
            if (file.missingSince >= 0) {
                missing(file, now);
            } else if (survey.tells(file.path)) {
                examine(file, now);
            }
        }
        refuseLosers();
        forgetDirectories();
        confirmed = false;
        return end();
    }

    /** Looks only at the files that an earlier look had to wait for, and at those that are expected. */
    Look lookAgain(Moment now) {
        begin(now);
        for (String name : List.copyOf(waiting)) {
            TrackedFile file = tracked.get(name);
            if (file == null || file.missingSince >= 0) {
                whole = true;
            } else {
                examine(file, now);
            }
        }
        return end();
    }

    /**
     * Looks at what no event tells of, at little cost: links, whose targets lie elsewhere, files that a vassal file
     * includes, faulty files that are due to be judged again, and the directories' own stamps. Asks for a full look when one of those changed.
     */
    Look glance(Moment now) {
        for (TrackedFile file : tracked.values()) {
            if (file.file.isLink() || file.companions.changed(disk)) {
                waiting.add(file.name);
            }
        }
        retryFaulty(now);
        Look look = lookAgain(now);
        return survey.stillHolds(sources, disk) ? look : new Look(look.listing(), 1, true);
    }

    /**
     * Makes {@link #lookAgain} look at a file that is said to have changed. False when only a full look can tell what
     * to make of it.
     */
    boolean expect(Path path) {
        Optional<String> name =
                path.getFileName() == null ? Optional.empty() : VassalName.of(path.getFileName().toString());
        if (name.isEmpty() || !directories.contains(path.getParent())) {
            return false;
        }
        TrackedFile known = tracked.computeIfAbsent(name.get(), fresh -> new TrackedFile(fresh, path));
        if (!known.path.equals(path) || known.missingSince >= 0) {
            return false;
        }
        waiting.add(name.get());
        return true;
    }

    /** Makes the next full look believe every loss: of many files at once, and of whole directories. */
    void confirm() {
        confirmed = true;
    }

    /** The faulty files that have waited longest are judged again, few enough at once to cost next to nothing. */
    private void retryFaulty(Moment now) {
        tracked.values().stream()
                .filter(file -> file.toldFaults != null && now.monotonicMillis() >= file.retryAt)
                .sorted(Comparator.comparingLong(file -> file.retryAt))
                .limit(Limits.RETRIES)
                .forEach(file -> {
                    file.file.forget();
                    waiting.add(file.name);
                });
    }

    private void begin(Moment now) {
        recheck = Look.NEVER;
        whole = false;
        if (defaults.look(disk, now)) {
            for (TrackedFile file : tracked.values()) {
                file.file.forget();
                waiting.add(file.name);
            }
        }
        recheckIn(defaults.waitMillis());
    }

    private Look end() {
        List<Fault> complaints = new ArrayList<>(survey.complaints);
        complaints.addAll(guard.complaints());
        complaints.addAll(defaults.faults());
        for (String name : waiting) {
            TrackedFile file = tracked.get(name);
            if (file != null && file.waiting != null) {
                complaints.add(new Fault(file.path.toString(), 0, file.waiting));
            }
        }
        List<Fault> refused = new ArrayList<>(survey.refused);
        for (TrackedFile file : tracked.values()) {
            if (file.refusal != null && refused.size() < Limits.REFUSED) {
                refused.add(new Fault(file.path.toString(), 0, file.refusal));
            }
        }
        return new Look(new Listing(herald.take(), refused, complaints), recheck, whole);
    }

    private void recheckIn(long millis) {
        recheck = Math.min(recheck, millis);
    }

    /** Brings the set of tracked files in line with the names that were listed. */
    private void reconcile(Moment now) {
        survey.winners.forEach((name, path) -> {
            TrackedFile file = tracked.get(name);
            if (file == null) {
                tracked.put(name, new TrackedFile(name, path));
            } else if (survey.losers.containsKey(file.path)) {
                tracked.put(name, file.movedTo(path));
            }
        });
        for (TrackedFile file : tracked.values()) {
            boolean there = file.path.equals(survey.winners.get(file.name)) || !(survey.tells(file.path) || confirmed);
            if (there && file.missingSince >= 0) {
                guard.returned(file, now);
            }
            file.missingSince = there ? -1 : file.missingSince < 0 ? now.monotonicMillis() : file.missingSince;
        }
    }

    /** Directories that are gone and left no vassal behind. */
    private void forgetDirectories() {
        if (survey.listed.containsAll(directories)) {
            return;
        }
        Set<Path> inhabited = new HashSet<>();
        tracked.values().forEach(file -> inhabited.add(file.path.getParent()));
        directories.removeIf(directory -> !survey.listed.contains(directory) && !inhabited.contains(directory));
    }

    private void refuseLosers() {
        survey.losers.forEach((path, name) ->
                survey.refuse(path, "the name '" + name + "' is already taken by " + tracked.get(name).path));
    }

    private void examine(TrackedFile file, Moment now) {
        waiting.remove(file.name);
        if (!defaults.isSeen()) {
            waiting.add(file.name);
            return;
        }
        if (file.companions.changed(disk)) {
            file.file.forget();
        }
        take(file, file.file.look(disk, now), now);
    }

    private void take(TrackedFile file, Sight sight, Moment now) {
        file.waiting = null;
        file.refusal = null;
        if (sight instanceof Sight.Text text) {
            Verdict verdict = judge(file, text);
            file.companions = CompanionStamps.of(verdict.companions(), disk, now);
            herald.tell(file, verdict, now);
        } else if (sight instanceof Sight.Wait wait) {
            file.waiting = wait.why();
            awaitFile(file, wait.millis());
        } else if (sight instanceof Sight.Broken broken) {
            herald.tellFaults(file, List.of(new Fault(file.path.toString(), 0, broken.message())), now);
        } else if (sight instanceof Sight.Unfit unfit) {
            herald.tellWithdrawn(file);
            file.refusal = unfit.message();
        } else if (sight instanceof Sight.Gone) {
            file.missingSince = now.monotonicMillis();
            awaitReturn(file, GRACE_MILLIS);
        }
        if (file.file.isYoung()) {
            awaitFile(file, StableFile.youngMillis());
        }
    }

    private Verdict judge(TrackedFile file, Sight.Text text) {
        if (defaults.good() == null) {
            return new Verdict.Bad(List.of(defaults.missing()));
        }
        try {
            return reader.read(new VassalFile(file.name, file.path, text.content(), text.stamp()), defaults.good());
        } catch (RuntimeException e) {
            // A bug of ours, or a name service that breaks its contract, must cost one vassal and not all after it.
            String message = "could not judge the file: " + Quoted.plain(e.toString()) + "; this is a bug in Liege";
            return new Verdict.Bad(List.of(new Fault(file.path.toString(), 0, message)));
        }
    }

    private void awaitFile(TrackedFile file, long millis) {
        waiting.add(file.name);
        recheckIn(millis);
    }

    /** Only a full look can tell a removed file from a directory that is out of sight. */
    private void awaitReturn(TrackedFile file, long millis) {
        whole = true;
        awaitFile(file, millis);
    }

    private void missing(TrackedFile file, Moment now) {
        waiting.remove(file.name);
        Path next = survey.winners.get(file.name);
        long grace = file.missingSince + GRACE_MILLIS - now.monotonicMillis();
        long doubt = next == null ? guard.doubtMillis(file, now) : grace;
        if (doubt > 0 && file.wasTold() && !confirmed) {
            if (doubt != Look.NEVER) {
                awaitReturn(file, doubt);
            }
            return;
        }
        if (next == null) {
            tracked.remove(file.name);
            herald.tellWithdrawn(file);
        } else {
            TrackedFile moved = file.movedTo(next);
            tracked.put(file.name, moved);
            examine(moved, now);
        }
    }
}
