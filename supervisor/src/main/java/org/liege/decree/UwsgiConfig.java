package org.liege.decree;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * Collects the options of a uWSGI ini file in uWSGI's own order ({@code core/uwsgi.c} uwsgi_setup, {@code
 * core/config.c}): some act at once as they are read (includes, placeholders, conditions, {@code listen}), then three
 * passes resolve {@code $(NAME)}, {@code @(file)} and {@code %(key)} in the others, and {@code inherit} adds files that
 * no pass looks at any more. Runs nothing and reads only files that the options name. Raw text.
 */
final class UwsgiConfig {
    private static final Set<String> IMMEDIATE = Set.of(
            "listen", "umask", "immediate-uid", "immediate-gid", "plugin", "plugins", "need-plugin", "need-plugins",
            "plugin-dir", "plugins-dir", "fallback-config", "strict", "blacklist", "end-blacklist", "whitelist",
            "end-whitelist", "spooler-processes", "flock", "flock-wait", "flock2", "flock-wait2", "command-mode",
            "pcre-jit", "autoload", "dlopen", "python-version", "signal");

    private final UwsgiWorld world;
    private final UwsgiSources sources;
    private final UwsgiLogic logic;
    private final List<UwsgiOption> options = new ArrayList<>();
    /** Keys that may or may not be there, or whose value only uWSGI itself can know. */
    private final Set<String> uncertain = new HashSet<>();
    private final Set<String> asked = new HashSet<>();
    private IniEntry block;
    private boolean inBlock;
    private int depth;
    private String environmentLoadedBy;

    private UwsgiConfig(UwsgiWorld world) {
        this.world = Objects.requireNonNull(world, "world");
        this.sources = new UwsgiSources(world);
        this.logic = new UwsgiLogic(world, this::first);
    }

    /**
     * What a file comes to.
     *
     * @param options those of {@code uwsgi --ini FILE}, in order
     * @param asked keys whose values the file itself asks for, by {@code %(key)} or {@code if-opt}
     */
    record Reading(List<UwsgiOption> options, Set<String> asked) {
        static final Reading NOTHING = new Reading(List.of(), Set.of());

        Reading {
            options = List.copyOf(options);
            asked = Set.copyOf(asked);
        }
    }

    /** @param path absolute, raw */
    static Reading read(String path, byte[] content, UwsgiWorld world) throws UwsgiRefusal {
        UwsgiConfig config = new UwsgiConfig(world);
        IniEntry start = new IniEntry(RawText.show(path), 0, "uwsgi", "ini", path);
        UwsgiOption commandLine = new UwsgiOption("ini", path, start);
        commandLine.settled = true;
        config.options.add(commandLine);
        try {
            for (IniEntry entry : config.sources.main(path, content)) {
                config.add(entry.key(), entry.value(), entry);
            }
        } catch (BadValue e) {
            throw new UwsgiRefusal(start, "the file " + e.getMessage());
        }
        config.pass('$', config::environment);
        config.pass('@', config.sources::content);
        config.pass('%', config::placeholder);
        config.inherit();
        return new Reading(config.options, config.asked);
    }

    private String first(String key) {
        asked.add(key);
        if (uncertain.contains(key)) {
            return RawText.unknown();
        }
        return options.stream()
                .filter(option -> option.key.equals(key))
                .map(option -> option.value)
                .findFirst()
                .orElse(null);
    }

    private void add(String key, String value, IniEntry place) throws UwsgiRefusal {
        if (!inBlock && UwsgiLogic.ENDS.contains(key)) {
            block = null;
        }
        if (inBlock || block == null) {
            put(key, value, place);
            return;
        }
        inBlock = true;
        try {
            Optional<List<String>> values = logic.values(block, value);
            if (values.isEmpty()) {
                passBy(key, place);
            } else {
                for (String each : values.get()) {
                    put(key, each, place);
                }
            }
        } catch (BadValue e) {
            throw new UwsgiRefusal(block, "key " + Quoted.text(RawText.show(block.key())) + " " + e.getMessage());
        } finally {
            inBlock = false;
        }
    }

    /** Whether the option holds is uWSGI's secret: harmless unless it matters to Liege. */
    private void passBy(String key, IniEntry place) throws UwsgiRefusal {
        if (UwsgiKeys.matters(key)) {
            throw new UwsgiRefusal(place, "key " + Quoted.text(key) + " depends on '" + RawText.show(block.key())
                    + "', which only uWSGI itself can decide; write it outside of the condition");
        }
        uncertain.add(key);
    }

    private void put(String key, String value, IniEntry place) throws UwsgiRefusal {
        if (options.size() >= Limits.OPTIONS) {
            throw new UwsgiRefusal(place, "the file comes to more than " + Limits.OPTIONS + " options");
        }
        UwsgiOption option = new UwsgiOption(key, value, place);
        options.add(option);
        option.settled = IMMEDIATE.contains(key) || UwsgiLogic.ENDS.contains(key) || act(option);
    }

    /** What some options do as soon as they are read; true for such a one. */
    private boolean act(UwsgiOption option) throws UwsgiRefusal {
        if (UwsgiLogic.isLogic(option.key)) {
            open(option);
            return true;
        }
        switch (option.key) {
            case "include" -> load(option, false);
            case "ini" -> load(option, true);
            case "set" -> set(option, false);
            case "set-ph", "set-placeholder" -> set(option, true);
            case "resolve" -> resolve(option);
            case "inject-before", "inject-after" ->
                sources.inject(option.value, option.key.equals("inject-before"));
            case "early-envdir" -> environmentLoadedBy = option.key;
            case "declare-option", "declare-option2" -> declare(option);
            case "exit" -> throw refusal(option, "makes uWSGI exit at once");
            default -> {
                if (UwsgiKeys.isForeign(option.key)) {
                    throw refusal(option, "loads a configuration that is no ini file, which Liege does not read; "
                            + "write it as an ini file");
                }
                return false;
            }
        }
        return !option.key.equals("declare-option2");
    }

    private static UwsgiRefusal refusal(UwsgiOption option, String message) {
        return new UwsgiRefusal(option.place, "key " + Quoted.text(RawText.show(option.key)) + " " + message);
    }

    private void open(UwsgiOption option) throws UwsgiRefusal {
        if (block != null) {
            throw refusal(option, "stands within '" + block.key() + "' of line " + block.line()
                    + ", and uWSGI takes no block within a block");
        }
        block = new IniEntry(option.place.file(), option.place.line(), "uwsgi", option.key, option.value);
    }

    private void set(UwsgiOption option, boolean placeholder) throws UwsgiRefusal {
        int equals = option.value.indexOf('=');
        if (equals < 0) {
            throw refusal(option, "needs name=value, not " + Quoted.text(RawText.show(option.value)));
        }
        String key = option.value.substring(0, equals);
        String value = option.value.substring(equals + 1);
        if (!placeholder) {
            add(key, value, option.place);
        } else if (UwsgiKeys.matters(key)) {
            throw refusal(option, "takes no name of an option, such as " + Quoted.text(key));
        } else {
            add(key, value, option.place);
            options.get(options.size() - 1).settled = true;
        }
    }

    /** The name service is uWSGI's to ask. */
    private void resolve(UwsgiOption option) throws UwsgiRefusal {
        int equals = option.value.indexOf('=');
        if (equals < 0 || UwsgiKeys.matters(option.value.substring(0, equals))) {
            throw refusal(option, "needs placeholder=name, not " + Quoted.text(RawText.show(option.value)));
        }
        add(option.value.substring(0, equals), RawText.unknown(), option.place);
        options.get(options.size() - 1).settled = true;
    }

    /** An option of the file's own making, which may stand for options that Liege reads. */
    private void declare(UwsgiOption option) throws UwsgiRefusal {
        String template = option.value.substring(option.value.indexOf('=') + 1);
        for (String part : template.split(";")) {
            int equals = part.indexOf('=');
            String key = equals < 0 ? part : part.substring(0, equals);
            if (equals >= 0 && (UwsgiKeys.matters(key) || key.indexOf('$') >= 0)) {
                throw refusal(option, "makes an option that stands for " + Quoted.text(RawText.show(key))
                        + ", which Liege does not follow; write " + Quoted.text(RawText.show(key)) + " itself");
            }
        }
    }

    private void load(UwsgiOption option, boolean anyName) throws UwsgiRefusal {
        if (depth >= Limits.INCLUDES) {
            throw refusal(option, "includes files within one another more than " + Limits.INCLUDES + " deep");
        }
        depth++;
        try {
            for (IniEntry entry : sources.load(option.value, anyName)) {
                add(entry.key(), entry.value(), entry);
            }
        } catch (BadValue e) {
            throw refusal(option, e.getMessage());
        } finally {
            depth--;
        }
    }

    private void pass(char symbol, UwsgiPass.Lookup lookup) throws UwsgiRefusal {
        for (UwsgiOption option : options) {
            if (!option.settled) {
                try {
                    UwsgiPass.apply(symbol, lookup, option);
                } catch (BadValue e) {
                    throw refusal(option, e.getMessage());
                }
            }
        }
    }

    private String environment(String name) {
        return environmentLoadedBy == null ? world.variable(name) : RawText.unknown();
    }

    private String placeholder(String name) {
        return name.indexOf(' ') < 0 ? first(name) : UwsgiSum.of(name, this::first);
    }

    /** Goes on over what is added meanwhile: an inherited file may inherit another. */
    private void inherit() throws UwsgiRefusal {
        for (int i = 0; i < options.size(); i++) {
            UwsgiOption option = options.get(i);
            if (option.key.equals("inherit") && !option.settled) {
                option.settled = true;
                load(option, false);
            }
        }
    }
}
