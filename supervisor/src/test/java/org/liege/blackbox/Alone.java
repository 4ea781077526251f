package org.liege.blackbox;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Tag;

/**
 * Tests that run while no other does: they measure, load the whole machine, or use what there is only once. The others
 * run side by side, three JVMs at a time.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD})
@Tag("alone")
@interface Alone {
    /** Why it stands no company. */
    String value();
}
