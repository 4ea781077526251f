package org.liege.decree;

/** uWSGI would not load the configuration, or Liege can't read it as uWSGI would; nothing after it counts. */
final class UwsgiRefusal extends Exception {
    private static final long serialVersionUID = 1;

    private final transient IniEntry place;

    UwsgiRefusal(IniEntry place, String message) {
        super(message);
        this.place = place;
    }

    IniEntry place() {
        return place;
    }
}
