/**
 * The {@code liege} command. What asks a running master uses nothing but the protocol module, so that it starts fast;
 * {@code up}, {@code check} and {@code config} load the daemon's own packages when they are called. Start reading at
 * {@link org.liege.cli.Liege}.
 */
package org.liege.cli;
