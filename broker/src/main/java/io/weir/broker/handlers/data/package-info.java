/**
 * The API keys of records: writing, reading, and finding offsets.
 *
 * <p>Rules about logs live in the log room; here are authorization and translation.
 */
@NullMarked
package io.weir.broker.handlers.data;

import org.jspecify.annotations.NullMarked;
