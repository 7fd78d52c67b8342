package io.weir.console.topics;

import io.weir.broker.insight.BrokerView;
import io.weir.console.client.Clients;
import io.weir.console.http.Answer;
import io.weir.console.http.Body;
import io.weir.console.http.Paging;
import io.weir.console.http.Query;
import io.weir.console.http.Request;
import io.weir.console.http.Route;
import io.weir.metadata.image.PartitionImage;
import io.weir.metadata.image.TopicImage;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.apache.kafka.clients.admin.CreatePartitionsOptions;
import org.apache.kafka.clients.admin.NewPartitions;

/** The partitions of a topic: who has them, where they begin and end; and more of them. */
final class Partitions {

    private static final String ROOT = "/api/v1/topics/{topic}/partitions";

    private final BrokerView broker;
    private final Clients clients;

    Partitions(BrokerView broker, Clients clients) {
        this.broker = broker;
        this.clients = clients;
    }

    List<Route> routes() {
        return List.of(Route.get(ROOT, this::list), Route.post(ROOT, this::add));
    }

    /** Only where those on the page begin and end is asked for. */
    private Answer list(Request request) {
        Query query = request.query().only("only", "page", "size");
        String only = query.choice("only", "all", "under-replicated", "offline");
        Paging paging = Paging.of(query);
        TopicImage topic = Topics.find(broker, request);
        List<PartitionImage> found = topic.partitions().stream()
                .filter(partition -> switch (only) {
                    case "offline" -> partition.leader() < 0;
                    case "under-replicated" ->
                        partition.isr().size() < partition.replicas().size();
                    default -> true;
                })
                .toList();
        Bounds bounds = Bounds.ask(
                clients, topic, paging.cut(found, partition -> partition).items());
        return Answer.json(paging.cut(found, partition -> row(topic, partition, bounds)));
    }

    private record Row(
            int partition,
            OptionalInt leader,
            int leaderEpoch,
            List<Integer> replicas,
            List<Integer> isr,
            List<Integer> adding,
            List<Integer> removing,
            OptionalLong first,
            OptionalLong end,
            OptionalLong bytes) {}

    private Row row(TopicImage topic, PartitionImage partition, Bounds bounds) {
        int number = partition.partitionId();
        return new Row(
                number,
                partition.leader() < 0 ? OptionalInt.empty() : OptionalInt.of(partition.leader()),
                partition.leaderEpoch(),
                partition.replicas(),
                partition.isr(),
                partition.reassignment().adding(),
                partition.reassignment().removing(),
                bounds.first(number),
                bounds.end(number),
                broker.bytesHere(topic.name(), number));
    }

    private Answer add(Request request) {
        String name = request.name("topic");
        Body body = request.body().only("count", "validateOnly");
        int count = body.number("count", 1, 1_000_000).orElseThrow(() -> body.wrong("count", "a number"));
        var options = new CreatePartitionsOptions().validateOnly(body.flag("validateOnly", false));
        var _ = clients.ask(admin -> admin.createPartitions(Map.of(name, NewPartitions.increaseTo(count)), options)
                .all());
        return Answer.json(Map.of("partitions", count));
    }
}
