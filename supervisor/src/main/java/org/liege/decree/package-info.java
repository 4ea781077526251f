/**
 * From the vassals directories to validated decrees: the INI reader, the key table, the placeholders, and the scanner
 * that tells what changed. Start reading at {@link org.liege.decree.Watchtower} for the flow and at
 * {@link org.liege.decree.Keys} for what a vassal file may say.
 */
package org.liege.decree;
