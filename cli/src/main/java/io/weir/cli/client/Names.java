package io.weir.cli.client;

import io.weir.cli.terminal.CliException;
import org.apache.kafka.common.TopicPartition;

/** Names of things as people type them. */
public final class Names {

    private Names() {}

    /**
     * Reads {@code orders-0} or {@code orders:0}.
     *
     * @throws CliException when it is neither
     */
    public static TopicPartition partition(String text) {
        int dash = Math.max(text.lastIndexOf('-'), text.lastIndexOf(':'));
        String number = text.substring(dash + 1);
        if (dash <= 0
                || number.isEmpty()
                || number.length() > 9
                || !number.chars().allMatch(Character::isDigit)) {
            throw CliException.usage("'" + text + "' is no partition; write TOPIC-NUMBER, as in orders-0");
        }
        return new TopicPartition(text.substring(0, dash), Integer.parseInt(number));
    }

    /**
     * Reads a {@code node.id}.
     *
     * @throws CliException when it is no number
     */
    public static int broker(String text) {
        if (text.isEmpty() || text.length() > 9 || !text.chars().allMatch(Character::isDigit)) {
            throw CliException.usage("'" + text + "' is no broker; write its node.id, as in 1");
        }
        return Integer.parseInt(text);
    }
}
