package org.liege.blackbox;

import java.util.Map;

/** How the launcher is called by the tests: nothing is built, and the tests' own JDK is used. */
final class Launch {
    static final Map<String, String> ENVIRONMENT =
            Map.of("LIEGE_BUILD", "never", "JAVA_HOME", System.getProperty("java.home"));

    private Launch() {}

    /** Runs one command of {@code ./liege} to its end, asking the master of this run directory. */
    static Commands.Outcome command(Realm realm, String... arguments) {
        String[] words = new String[arguments.length + 1];
        words[0] = Checkout.LAUNCHER.toString();
        System.arraycopy(arguments, 0, words, 1, arguments.length);
        Map<String, String> environment = new java.util.HashMap<>(ENVIRONMENT);
        environment.put("LIEGE_RUN_DIR", realm.run().toString());
        return Commands.run(environment, words);
    }
}
