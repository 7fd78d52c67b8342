package io.weir.cli.group;

import io.weir.cli.client.Causes;
import io.weir.cli.terminal.CliException;
import java.io.BufferedReader;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/** Lines of {@code topic,partition,offset}, as {@code kafka-consumer-groups --export} writes them, too. */
final class OffsetFile {

    private static final Pattern LINE = Pattern.compile("([^,]+),([0-9]{1,9}),([0-9]{1,18})");

    private OffsetFile() {}

    /**
     * All offsets of the lines.
     *
     * @throws CliException that names the first line that is none
     */
    static Map<TopicPartition, OffsetAndMetadata> read(BufferedReader lines) {
        Map<TopicPartition, OffsetAndMetadata> offsets = new LinkedHashMap<>();
        try {
            int number = 0;
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                number++;
                if (!line.isBlank()) {
                    parse(line.strip(), number, offsets);
                }
            }
        } catch (IOException e) {
            throw new CliException("the offsets cannot be read: " + Causes.brief(e), e);
        }
        if (offsets.isEmpty()) {
            throw new CliException("there are no offsets to import; a line is topic,partition,offset");
        }
        return offsets;
    }

    private static void parse(String line, int number, Map<TopicPartition, OffsetAndMetadata> offsets) {
        Matcher cells = LINE.matcher(line.replace("\"", ""));
        if (!cells.matches()) {
            throw new CliException("line " + number + " ('" + line + "') is not topic,partition,offset");
        }
        offsets.put(
                new TopicPartition(cells.group(1), Integer.parseInt(cells.group(2))),
                new OffsetAndMetadata(Long.parseLong(cells.group(3))));
    }
}
