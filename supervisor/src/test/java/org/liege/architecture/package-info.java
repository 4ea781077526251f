/**
 * What the code must look like as a whole: which package may use which, what the pure core may not touch, how long things may
 * be. Start reading at {@link org.liege.architecture.ArrowsTest}.
 */
package org.liege.architecture;
