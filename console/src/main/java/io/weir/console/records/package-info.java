/**
 * Records for people: read, followed, looked for, produced. An ordinary Kafka client of this broker; what is in a record
 * is never trusted, and never more of it in memory than the bounds here say.
 */
@NullMarked
package io.weir.console.records;

import org.jspecify.annotations.NullMarked;
