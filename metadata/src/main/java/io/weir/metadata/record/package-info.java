/**
 * The records the metadata log is made of, generated from the specs in src/main/schemas, and their form in bytes.
 * A record says what is true from now on; it never depends on clocks or chance, so that replaying gives one result.
 * No rules about what may be changed live here, and no files.
 */
@NullMarked
package io.weir.metadata.record;

import org.jspecify.annotations.NullMarked;
