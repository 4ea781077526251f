/**
 * The one door to the kernel: sockets, spawning, confinement, pidfds, queue reading and what {@code /proc} tells.
 * Only this package calls native code; every refusal of the kernel leaves it as a {@link
 * org.liege.sandbox.KernelException} or as a named value. Start reading at {@link org.liege.sandbox.ListeningSocket},
 * then {@link org.liege.sandbox.Spawner}.
 */
package org.liege.sandbox;
