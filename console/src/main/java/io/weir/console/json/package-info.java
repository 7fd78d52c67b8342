/**
 * JSON from records, and JSON of requests read with care.
 *
 * <p>Must not know what it is about.
 */
@NullMarked
package io.weir.console.json;

import org.jspecify.annotations.NullMarked;
