package io.weir.cli.access;

import io.weir.cli.terminal.CliException;
import java.time.Duration;

/** How long tokens live, as people say it. */
final class TokenLife {

    private static final long LONGEST_HOURS = 1_000_000;

    private TokenLife() {}

    /**
     * Hours in ms.
     *
     * @param option where they were said
     */
    static long ms(String option, long hours) {
        if (hours < 0 || hours > LONGEST_HOURS) {
            throw CliException.usage(option + " must be from 0 to " + LONGEST_HOURS + " hours, not " + hours);
        }
        return Duration.ofHours(hours).toMillis();
    }
}
