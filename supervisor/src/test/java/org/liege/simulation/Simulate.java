package org.liege.simulation;

import java.util.function.Consumer;

/** The command behind bench/simulate: many seeds, or one with its whole trace. */
public final class Simulate {
    private static final Consumer<String> NOBODY = line -> {};

    private Simulate() {}

    /**
     * {@code --seed N}, or {@code --seeds COUNT [--from N]}; exit code 1 when an invariant was violated, 2 on misuse.
     */
    public static void main(String[] args) {
        long seed = number(args, "--seed", -1);
        System.exit(seed >= 0 ? replay(seed) : many(number(args, "--from", 0), number(args, "--seeds", 2_000)));
    }

    private static long number(String[] args, String option, long otherwise) {
        for (int i = 0; i < args.length; i++) {
            boolean known = i % 2 == 1 || args[i].equals("--seed") || args[i].equals("--seeds")
                    || args[i].equals("--from");
            if (!known || args.length % 2 == 1 || i % 2 == 1 && !args[i].matches("[0-9]{1,18}")) {
                System.err.println("usage: simulate [--seeds COUNT] [--from SEED] | --seed SEED");
                System.exit(2);
            }
            if (i % 2 == 0 && args[i].equals(option)) {
                return Long.parseLong(args[i + 1]);
            }
        }
        return otherwise;
    }

    /** The first violation among that many seeds, in a line; empty when all held. */
    public static String firstViolation(long seeds) {
        for (long seed = 0; seed < seeds; seed++) {
            Outcome outcome = Simulation.run(seed, NOBODY);
            if (outcome.violation().isPresent()) {
                return "seed " + seed + ": " + outcome.violation().get().getMessage();
            }
        }
        return "";
    }

    private static int replay(long seed) {
        Outcome outcome = Simulation.run(seed, System.out::println);
        System.out.println("seed %d: %s, %d lines, hash %016x".formatted(seed,
                outcome.violation().map(Throwable::getMessage).orElse("all held"), outcome.lines(), outcome.hash()));
        outcome.violation().map(Throwable::getCause).ifPresent(Throwable::printStackTrace);
        return outcome.violation().isPresent() ? 1 : 0;
    }

    private static int many(long from, long count) {
        long lines = 0;
        for (long seed = from; seed < from + count; seed++) {
            Outcome outcome = Simulation.run(seed, NOBODY);
            lines += outcome.lines();
            if (outcome.violation().isPresent()) {
                System.out.println(outcome.report());
                return 1;
            }
            if ((seed - from) % 10_000 == 9_999) {
                System.out.println(seed - from + 1 + " seeds, all held");
            }
        }
        System.out.println(count + " seeds from " + from + ", " + lines + " events, all held");
        return 0;
    }
}
