package org.liege.decree;

import java.util.ArrayList;
import java.util.List;

/**
 * Splits a command into words as a POSIX shell does (XCU 2.2 Quoting) and does nothing else of a shell: no variables,
 * no globs, no pipes. Blanks and tabs separate words; {@code '...'} keeps everything; {@code "..."} keeps everything
 * but {@code \"}, {@code \\}, {@code \$} and {@code \`}; outside quotes a backslash keeps the next character.
 */
final class CommandWords {
    private final String text;
    private final List<String> words = new ArrayList<>();
    private StringBuilder word;
    private int at;

    private CommandWords(String text) {
        this.text = text;
    }

    static List<String> split(String text) throws BadValue {
        CommandWords split = new CommandWords(text);
        while (split.at < text.length()) {
            split.step();
        }
        split.endWord();
        if (split.words.size() > Limits.COMMAND_WORDS) {
            throw new BadValue("has more than " + Limits.COMMAND_WORDS + " words");
        }
        return List.copyOf(split.words);
    }

    private void step() throws BadValue {
        char c = text.charAt(at++);
        switch (c) {
            case ' ', '\t' -> endWord();
            case '\'' -> takeSingleQuoted();
            case '"' -> takeDoubleQuoted();
            case '\\' -> append(next("ends with a backslash"));
            default -> append(c);
        }
    }

    private void takeSingleQuoted() throws BadValue {
        open();
        for (char c = next("has a ' without its end"); c != '\''; c = next("has a ' without its end")) {
            append(c);
        }
    }

    private void takeDoubleQuoted() throws BadValue {
        open();
        for (char c = next("has a \" without its end"); c != '"'; c = next("has a \" without its end")) {
            if (c == '\\') {
                takeEscaped(next("has a \" without its end"));
            } else {
                append(c);
            }
        }
    }

    private void takeEscaped(char c) {
        if ("\"\\$`".indexOf(c) < 0) {
            append('\\');
        }
        append(c);
    }

    private char next(String otherwise) throws BadValue {
        if (at >= text.length()) {
            throw new BadValue(otherwise);
        }
        return text.charAt(at++);
    }

    private void open() {
        if (word == null) {
            word = new StringBuilder();
        }
    }

    private void append(char c) {
        open();
        word.append(c);
    }

    private void endWord() {
        if (word != null) {
            words.add(word.toString());
            word = null;
        }
    }
}
