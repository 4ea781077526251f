/**
 * What travels on the control sockets, as records that write and read themselves as JSON, and the client that fetches
 * them with the JDK's own Unix sockets. Start reading at {@link org.liege.protocol.App}, then
 * {@link org.liege.protocol.ControlClient}.
 */
package org.liege.protocol;
