package org.liege.decree;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.liege.emperor.SystemAccounts;

/** Holds Liege's reading of a [uwsgi] section against uWSGI's own. */
final class UwsgiComparison {
    private static final Surroundings SURROUNDINGS =
            new Surroundings(new SystemAccounts(), ShowConfig.ENVIRONMENT, Path.of("/run/liege"), 33);

    private UwsgiComparison() {}

    /**
     * Fails when the two differ, unless Liege has a fault to tell of the file.
     *
     * @param theirs what uWSGI made of it; empty when it refuses the file
     * @return whether the two are the same
     */
    static boolean compare(Path file, byte[] content, Optional<String> theirs) {
        Verdict verdict = verdict(file, content);
        String ours = read(file, content);
        boolean same = theirs.isPresent() && ours != null && pattern(ours).matcher(theirs.get()).matches();
        if (!same && !(verdict instanceof Verdict.Bad)) {
            assertThat(ours).as(file + " is read otherwise than by uWSGI").isEqualTo(theirs.orElse("uWSGI refuses it"));
        }
        return same;
    }

    /** What Liege says of the file as a whole. */
    static Verdict verdict(Path file, byte[] content) {
        VassalFile vassal = new VassalFile("shop", file, content, "1");
        return new DecreeReader(SURROUNDINGS).read(vassal, VassalDefaults.NONE);
    }

    /** Every option as {@code key = value}; null when it can't be read. */
    private static String read(Path file, byte[] content) {
        LocalUwsgiWorld world = new LocalUwsgiWorld(
                file.getParent(), SURROUNDINGS.accounts(), new UwsgiEnvironment(SURROUNDINGS, "shop"), new Companions());
        try {
            return UwsgiConfig.read(RawText.of(file.toString()), content, world).options().stream()
                    .map(option -> option.key + " = " + option.value + "\n")
                    .collect(Collectors.joining());
        } catch (UwsgiRefusal refusal) {
            return null;
        }
    }

    /** What only uWSGI can know may be anything. */
    private static Pattern pattern(String ours) {
        return Pattern.compile(Stream.of(ours.split(RawText.unknown(), -1))
                .map(Pattern::quote)
                .collect(Collectors.joining("[^\n]*")));
    }
}
