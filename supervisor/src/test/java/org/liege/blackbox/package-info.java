/**
 * Liege from the outside: each test starts the real daemon in a place of its own, as a user would, and talks to it only
 * through files, sockets, signals and the command line. Nothing of the product's code is used here. Start reading at
 * {@link org.liege.blackbox.Realm}.
 */
package org.liege.blackbox;
