package io.weir.log.checkpoint;

import java.util.List;

/**
 * The frame of Kafka's checkpoint files: a line with the version, a line with the number of entries, a line for each.
 */
final class CheckpointText {

    private static final String VERSION = "0";

    private CheckpointText() {}

    static String format(List<String> lines) {
        StringBuilder text =
                new StringBuilder(VERSION).append('\n').append(lines.size()).append('\n');
        lines.forEach(line -> text.append(line).append('\n'));
        return text.toString();
    }

    /**
     * @throws IllegalArgumentException when the version is unknown, or entries are missing or too many; a file torn by
     *     a crash ends here
     */
    static List<String> parse(String text) {
        List<String> lines = text.lines().toList();
        if (lines.size() < 2 || !lines.get(0).equals(VERSION)) {
            throw new IllegalArgumentException("not a checkpoint file of version " + VERSION);
        }
        int count = parseCount(lines.get(1));
        List<String> entries = lines.subList(2, lines.size());
        if (entries.size() != count || !text.endsWith("\n")) {
            throw new IllegalArgumentException("it announces " + count + " entries and has " + entries.size());
        }
        return entries;
    }

    private static int parseCount(String line) {
        try {
            return Integer.parseInt(line);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("its second line is not a number: " + line, e);
        }
    }
}
