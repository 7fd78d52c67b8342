/**
 * Programs that the build runs over its own sources.
 * They may use anything of the JDK they run in.
 * Must not: be needed by a module that ships.
 */
@NullMarked
package io.weir.buildtools;

import org.jspecify.annotations.NullMarked;
