package io.weir.cli.produce;

import io.weir.cli.terminal.CliException;
import io.weir.cli.terminal.Instants;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that say what a record looks like. */
final class RecordOptions {

    @Option(
            names = {"-k", "--key"},
            paramLabel = "KEY",
            description = "The key of every record (of those whose line brings none).")
    private @Nullable String key;

    @Option(
            names = {"-K", "--key-separator"},
            paramLabel = "TEXT",
            description = "What stands between key and value in a line. A line without it has no key.")
    private @Nullable String keySeparator;

    @Option(
            names = {"-H", "--header"},
            paramLabel = "KEY=VALUE",
            description = "A header of every record. Can be repeated, also with the same key.")
    private List<String> headers = new ArrayList<>();

    @Option(
            names = {"-p", "--partition"},
            paramLabel = "N",
            description = "Send everything to this partition (default: by key, else spread).")
    private @Nullable Integer partition;

    @Option(
            names = {"--timestamp"},
            paramLabel = "TIME",
            description = "Of every record: milliseconds since 1970, or ISO-8601 (default: now).")
    private @Nullable String timestamp;

    @Option(
            names = {"--empty-as-null"},
            description = "Send an empty value as null, which deletes the key from a compacted topic.")
    private boolean emptyAsNull;

    /**
     * What the options say, checked.
     *
     * @throws CliException when a header, the timestamp, the partition or the separator makes no sense
     */
    RecordShape shape(String topic) {
        if (partition != null && partition < 0) {
            throw CliException.usage("--partition counts from 0, so there is no " + partition);
        }
        if (keySeparator != null && keySeparator.isEmpty()) {
            throw CliException.usage("--key-separator is empty; say what stands between key and value, as in: -K :");
        }
        return new RecordShape(
                topic,
                partition,
                timestamp == null ? null : Long.valueOf(Instants.parseMs(timestamp, ZoneId.systemDefault())),
                headers.stream().map(RecordOptions::header).toList(),
                new Keys(key, keySeparator == null ? null : unescaped(keySeparator)),
                emptyAsNull);
    }

    /** Shells make it hard to type a tab; the other options that take separators know it as backslash and t, too. */
    private static String unescaped(String separator) {
        return separator.replace("\\t", "\t").replace("\\0", "\0");
    }

    private static Header header(String text) {
        int equals = text.indexOf('=');
        if (equals < 1) {
            throw CliException.usage("'" + text + "' is no header; write KEY=VALUE");
        }
        return new RecordHeader(
                text.substring(0, equals), text.substring(equals + 1).getBytes(StandardCharsets.UTF_8));
    }
}
