/**
 * The two control sockets: HTTP/1.1 and JSON for operators and proxies, served by one thread that no client can hold
 * up. Start reading at {@link org.liege.control.ControlDoors}, then {@link org.liege.control.Visitor}.
 */
package org.liege.control;
