package org.liege.decree;

import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The files that options name. {@code FILE:section} asks for another section than [uwsgi], {@code :section} for one of
 * the file read last. Raw text.
 */
final class UwsgiSources {
    private static final String SECTION = "uwsgi";
    private static final List<String> SCHEMES =
            List.of("emperor", "http", "data", "sym", "section", "fd", "exec", "call", "callint");

    private final UwsgiWorld world;
    private final MagicVariables magic;
    private final List<String> before = new ArrayList<>();
    private final List<String> after = new ArrayList<>();
    private String lastFile = "";
    private byte[] lastContent = {};

    UwsgiSources(UwsgiWorld world) {
        this.world = world;
        this.magic = new MagicVariables(world);
    }

    /** The [uwsgi] section of the file on the command line, whose content is at hand. */
    List<IniEntry> main(String path, byte[] content) throws BadValue {
        try {
            fill(path, path);
        } catch (BadValue justRemoved) {
            magic.fill(path, path, 0);
        }
        magic.keepAsMainFile();
        lastFile = path;
        lastContent = content;
        return take(SECTION);
    }

    /** @param anyName {@code include} and {@code inherit} choose the format by the name's end, {@code ini} does not */
    List<IniEntry> load(String written, boolean anyName) throws BadValue {
        refuseScheme(written);
        if (!anyName && !written.endsWith(".ini")) {
            throw new BadValue("loads " + Quoted.text(RawText.show(written))
                    + ", whose name does not end with '.ini', which Liege does not read");
        }
        int colon = written.lastIndexOf(':');
        String file = colon < 0 ? written : written.substring(0, colon);
        String section = colon < 0 || colon + 1 == written.length() ? SECTION : written.substring(colon + 1);
        if (colon == 0) {
            magic.fillSection(written);
        } else {
            lastContent = read(file);
            lastFile = file;
            fill(written, file);
        }
        return take(section);
    }

    private List<IniEntry> take(String section) throws BadValue {
        String text = RawText.of(lastContent);
        StringBuilder whole = new StringBuilder();
        for (String file : before) {
            whole.append(RawText.of(read(file)));
        }
        whole.append(text);
        for (String file : after) {
            whole.append(RawText.of(read(file)));
        }
        return UwsgiIni.read(RawText.show(lastFile), whole.toString(), section, magic);
    }

    void inject(String file, boolean first) {
        (first ? before : after).add(file);
    }

    private void fill(String written, String file) throws BadValue {
        Path path = place(file);
        try {
            // A link keeps its own name, so that one file can serve many vassals; anything else is looked up for real.
            Path full = world.isLink(path) ? path : world.realPath(path);
            magic.fill(written, RawText.of(full.toString()), world.inode(full));
        } catch (IOException e) {
            throw unreadable(file, e);
        }
    }

    private static BadValue unreadable(String file, IOException cause) {
        return new BadValue("names " + Quoted.text(RawText.show(file)) + ": could not read it: " + Cause.of(cause));
    }

    private byte[] read(String file) throws BadValue {
        refuseScheme(file);
        try {
            return world.read(place(file));
        } catch (IOException e) {
            throw unreadable(file, e);
        }
    }

    private static void refuseScheme(String file) throws BadValue {
        for (String scheme : SCHEMES) {
            if (file.startsWith(scheme + "://") || file.equals("-")) {
                throw new BadValue("names " + Quoted.text(RawText.show(file)) + ", which Liege can't read: it is no "
                        + "file");
            }
        }
    }

    private Path place(String file) throws BadValue {
        try {
            return world.workingDirectory().resolve(RawText.decode(file));
        } catch (InvalidPathException e) {
            throw new BadValue("needs a path, not " + Quoted.text(RawText.show(file)));
        }
    }

    /** What {@code @(file)} stands for: the whole file less the last byte when that ends a line. */
    String content(String file) throws BadValue {
        for (String scheme : SCHEMES) {
            if (file.startsWith(scheme + "://")) {
                return RawText.unknown();
            }
        }
        String text = RawText.of(read(file));
        boolean ended = text.endsWith("\n") || text.endsWith("\r");
        return ended ? text.substring(0, text.length() - 1) : text;
    }
}
