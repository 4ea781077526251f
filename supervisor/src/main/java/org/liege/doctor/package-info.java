/**
 * What of the machine Liege can use, found out by looking and by trying. Nothing here changes anything.
 */
package org.liege.doctor;
