package org.liege.decree;

/**
 * One of the three passes that resolve {@code $(NAME)}, {@code @(file)} and {@code %(key)} after all is read, with
 * uWSGI's own order and limits ({@code core/utils.c}, uwsgi_apply_config_pass): what was put in is looked through
 * again, but never from the first character on, the innermost pair comes first, and an unknown name stays as it is.
 * Raw text.
 */
final class UwsgiPass {
    /** What a name stands for; null leaves the reference as it is. */
    interface Lookup {
        String find(String name) throws BadValue;
    }

    private final char symbol;
    private final Lookup lookup;
    private final UwsgiOption option;
    /** The option's own, which a reference to itself finds as far as it has been resolved. */
    private String value;
    private int at;
    private int nameStart;
    private int depth;
    /** No symbol seen; a symbol; within its parentheses. */
    private enum State {
        PLAIN,
        SYMBOL,
        NAME
    }

    private State state = State.PLAIN;

    private UwsgiPass(char symbol, Lookup lookup, UwsgiOption option) {
        this.symbol = symbol;
        this.lookup = lookup;
        this.option = option;
        this.value = option.value;
    }

    static void apply(char symbol, Lookup lookup, UwsgiOption option) throws BadValue {
        UwsgiPass pass = new UwsgiPass(symbol, lookup, option);
        int replacements = 0;
        while (pass.at < pass.value.length()) {
            if (pass.step() && ++replacements > Limits.REPLACEMENTS || pass.value.length() > Limits.FILE_BYTES) {
                throw new BadValue("never ends to be resolved, or grows beyond any use");
            }
        }
    }

    /** True when something was put in. */
    private boolean step() throws BadValue {
        char c = value.charAt(at);
        if (c == symbol) {
            state = State.SYMBOL;
        } else if (c == '(' && state == State.SYMBOL) {
            state = State.NAME;
            depth = 0;
            nameStart = at + 1;
        } else if (state == State.NAME) {
            return stepInName(c);
        } else {
            state = State.PLAIN;
        }
        at++;
        return false;
    }

    private boolean stepInName(char c) throws BadValue {
        if (c == '(') {
            depth++;
        } else if (c == ')' && depth > 0) {
            depth--;
        } else if (c == ')') {
            return endName();
        }
        at++;
        return false;
    }

    private boolean endName() throws BadValue {
        state = State.PLAIN;
        String found = at == nameStart ? null : lookup.find(value.substring(nameStart, at));
        if (found == null) {
            at++;
            return false;
        }
        value = value.substring(0, nameStart - 2) + RawText.untilNul(found) + value.substring(at + 1);
        option.value = value;
        at = 1;
        return true;
    }
}
