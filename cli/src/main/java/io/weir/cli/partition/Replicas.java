package io.weir.cli.partition;

import io.weir.cli.client.Names;
import io.weir.cli.terminal.CliException;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;
import org.apache.kafka.common.Node;

/** The brokers that have a partition, in the order that matters: the first is to lead. */
final class Replicas {

    private Replicas() {}

    static List<Integer> ids(Collection<Node> nodes) {
        return nodes.stream().map(Node::id).toList();
    }

    /**
     * Reads {@code 1,2,3}.
     *
     * @throws CliException when these are no brokers
     */
    static List<Integer> parse(String text) {
        List<Integer> ids = Stream.of(text.split(",", -1))
                .map(String::strip)
                .map(Names::broker)
                .toList();
        if (ids.stream().distinct().count() < ids.size()) {
            throw CliException.usage("'" + text + "' names a broker twice");
        }
        return ids;
    }
}
