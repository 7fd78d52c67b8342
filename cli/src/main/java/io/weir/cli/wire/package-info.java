/**
 * Requests of Kafka's protocol, one by one, for what its clients pass over in answers.
 * Must not: know what is asked, or why.
 */
@NullMarked
package io.weir.cli.wire;

import org.jspecify.annotations.NullMarked;
