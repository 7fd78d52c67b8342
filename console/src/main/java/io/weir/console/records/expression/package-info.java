/**
 * The expressions by which records are looked for: {@code key == "a" && value.user.id > 3}. Parsed once, tried on many
 * records; knows nothing of Kafka, and cannot do more than compare.
 */
@NullMarked
package io.weir.console.records.expression;

import org.jspecify.annotations.NullMarked;
