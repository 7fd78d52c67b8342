package io.weir.cli.consume;

import io.weir.cli.consume.StartPosition.Earliest;
import io.weir.cli.consume.StartPosition.Latest;
import io.weir.cli.consume.StartPosition.Since;
import io.weir.cli.terminal.CliException;
import io.weir.cli.terminal.Instants;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/** The options that say where to start. */
final class StartOptions {

    /** At most one of these. */
    static final class Choice {

        @Option(
                names = {"--from-beginning"},
                description = "From the oldest record kept (the default, unless --follow).")
        private boolean fromBeginning;

        @Option(
                names = {"-o", "--offset"},
                paramLabel = "OFFSET",
                description = "From this offset in each partition: a number, -N for the last N, earliest or latest.")
        private @Nullable String offset;

        @Option(
                names = {"--timestamp"},
                paramLabel = "TIME",
                description = "From the first record not older: milliseconds since 1970, or ISO-8601.")
        private @Nullable String timestamp;
    }

    @ArgGroup(exclusive = true)
    private @Nullable Choice choice;

    /** Whether any was said. */
    boolean said() {
        return choice != null;
    }

    /** Where to start reading chosen partitions. */
    StartPosition position(boolean follow) {
        if (choice != null && choice.fromBeginning) {
            return new Earliest();
        }
        if (choice != null && choice.timestamp != null) {
            return new Since(Instants.parseMs(choice.timestamp, ZoneId.systemDefault()));
        }
        if (choice != null && choice.offset != null) {
            return StartPosition.parseOffset(choice.offset);
        }
        return follow ? new Latest() : new Earliest();
    }

    /**
     * Where a group starts in partitions it has committed nothing for, as a value of {@code auto.offset.reset}.
     *
     * @throws CliException for a position that is not earliest or latest
     */
    String groupReset() {
        return switch (position(false)) {
            case Earliest() -> "earliest";
            case Latest() -> "latest";
            case StartPosition.At _, StartPosition.Last _, Since _ ->
                throw CliException.usage("a group starts where it committed; with --group only --from-beginning and"
                        + " --offset earliest|latest can be said, for partitions it has not read yet."
                        + " Leave out --group to read from anywhere");
        };
    }
}
