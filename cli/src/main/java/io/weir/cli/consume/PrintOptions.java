package io.weir.cli.consume;

import io.weir.cli.terminal.CliException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that say how a record is printed. */
final class PrintOptions {

    private static final String DEFAULT_FORMAT = "%v";
    private static final String DEFAULT_DELIMITER = "\\n";

    @Option(
            names = {"--format"},
            paramLabel = "PATTERN",
            description = "How a record is printed, see above (default: its value).")
    private @Nullable String format;

    @Option(
            names = {"--delimiter"},
            paramLabel = "TEXT",
            description = "What is printed after each record; may be empty (default: \\n).")
    private @Nullable String delimiter;

    /**
     * The printer asked for.
     *
     * @throws CliException for a pattern that means nothing, or one beside JSON
     */
    RecordPrinter printer(boolean json) {
        if (!json) {
            return RecordFormat.parse(orElse(format, DEFAULT_FORMAT) + orElse(delimiter, DEFAULT_DELIMITER));
        }
        if (format != null || delimiter != null) {
            throw CliException.usage(
                    "--format and --delimiter are for text; leave them out, or leave out --output json");
        }
        return new JsonPrinter();
    }

    private static String orElse(@Nullable String given, String otherwise) {
        return given == null ? otherwise : given;
    }
}
