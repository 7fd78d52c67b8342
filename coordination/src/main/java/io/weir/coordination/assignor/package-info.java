/**
 * Who is to read what: the assignors a consumer group can choose from (KIP-848), as pure functions.
 * Knows neither members' states nor records; the same input gives the same output, whatever happened before.
 */
@NullMarked
package io.weir.coordination.assignor;

import org.jspecify.annotations.NullMarked;
