package io.weir.cli.consume;

import java.time.Duration;

/**
 * When to stop.
 *
 * @param count after so many records; {@link Long#MAX_VALUE} for no limit
 * @param follow whether to wait for records that were not there at the beginning
 * @param idle when no record has come for so long; {@link #FOREVER} to wait
 */
record StopRule(long count, boolean follow, Duration idle) {

    static final Duration FOREVER = Duration.ofDays(36_500);
}
