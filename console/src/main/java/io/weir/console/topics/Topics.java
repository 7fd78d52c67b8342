package io.weir.console.topics;

import io.weir.broker.insight.BrokerView;
import io.weir.console.client.Clients;
import io.weir.console.http.Answer;
import io.weir.console.http.Body;
import io.weir.console.http.Paging;
import io.weir.console.http.ProblemException;
import io.weir.console.http.Query;
import io.weir.console.http.Request;
import io.weir.console.http.Route;
import io.weir.metadata.image.PartitionImage;
import io.weir.metadata.image.TopicImage;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.apache.kafka.clients.admin.CreatePartitionsOptions;
import org.apache.kafka.clients.admin.CreateTopicsOptions;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.NewTopic;

/** The topics of the cluster, as this broker's image has them; what changes them goes through the controller. */
public final class Topics {

    private static final String ROOT = "/api/v1/topics";

    private final BrokerView broker;
    private final Clients clients;

    public Topics(BrokerView broker, Clients clients) {
        this.broker = broker;
        this.clients = clients;
    }

    public List<Route> routes() {
        return List.of(
                Route.get(ROOT, this::list),
                Route.post(ROOT, this::create),
                Route.get(ROOT + "/{topic}", this::describe),
                Route.delete(ROOT + "/{topic}", this::delete),
                Route.get(ROOT + "/{topic}/partitions", this::partitions),
                Route.post(ROOT + "/{topic}/partitions", this::addPartitions));
    }

    private Answer list(Request request) {
        Query query = request.query().only("search", "internal", "sort", "order", "page", "size");
        String search = query.text("search").orElse("").toLowerCase(Locale.ROOT);
        boolean internal = query.flag("internal", false);
        Comparator<TopicImage> order = switch (query.choice("sort", "name", "partitions", "bytes")) {
            case "partitions" ->
                Comparator.comparingInt(topic -> topic.partitions().size());
            case "bytes" -> bySize();
            default -> Comparator.comparing(TopicImage::name);
        };
        boolean isDescending = query.choice("order", "asc", "desc").equals("desc");
        List<TopicImage> found = broker.image().topics().all().stream()
                .filter(topic -> internal || !TopicRow.isInternal(topic))
                .filter(topic -> topic.name().toLowerCase(Locale.ROOT).contains(search))
                .sorted((isDescending ? order.reversed() : order).thenComparing(TopicImage::name))
                .toList();
        return Answer.json(Paging.of(query).cut(found, topic -> TopicRow.of(broker, topic)));
    }

    private Comparator<TopicImage> bySize() {
        Map<String, Long> sizes = new HashMap<>();
        return Comparator.comparingLong(topic -> sizes.computeIfAbsent(
                topic.name(), _ -> TopicRow.bytes(broker, topic).orElse(-1)));
    }

    private Answer describe(Request request) {
        TopicImage topic = find(request);
        return Answer.json(Described.of(TopicRow.of(broker, topic), topic.id().toString()));
    }

    private Answer create(Request request) {
        Body body = request.body().only("name", "partitions", "replicationFactor", "configs", "validateOnly");
        String name = body.requiredText("name");
        boolean validateOnly = body.flag("validateOnly", false);
        NewTopic topic = new NewTopic(
                        name,
                        optional(body.number("partitions", 1, 1_000_000)),
                        optional(body.number("replicationFactor", 1, Short.MAX_VALUE))
                                .map(Integer::shortValue))
                .configs(body.textsByName("configs"));
        var created = clients.ask(admin -> {
            var result = admin.createTopics(List.of(topic), new CreateTopicsOptions().validateOnly(validateOnly));
            return result.all().thenApply(_ -> result);
        });
        return Answer.json(
                validateOnly ? Answer.OK : Answer.CREATED,
                new Created(
                        name,
                        clients.ask(_ -> created.numPartitions(name)),
                        clients.ask(_ -> created.replicationFactor(name))));
    }

    private record Created(String name, int partitions, int replicationFactor) {}

    private static Optional<Integer> optional(OptionalInt number) {
        return number.isPresent() ? Optional.of(number.getAsInt()) : Optional.empty();
    }

    private Answer delete(Request request) {
        String name = request.name("topic");
        var _ = clients.ask(admin -> admin.deleteTopics(List.of(name)).all());
        return Answer.nothing();
    }

    private Answer addPartitions(Request request) {
        String name = request.name("topic");
        Body body = request.body().only("count", "validateOnly");
        int count = body.number("count", 1, 1_000_000).orElseThrow(() -> body.wrong("count", "a number"));
        var options = new CreatePartitionsOptions().validateOnly(body.flag("validateOnly", false));
        var _ = clients.ask(admin -> admin.createPartitions(Map.of(name, NewPartitions.increaseTo(count)), options)
                .all());
        return Answer.json(Map.of("partitions", count));
    }

    private Answer partitions(Request request) {
        Query query = request.query().only("only", "page", "size");
        TopicImage topic = find(request);
        String only = query.choice("only", "all", "under-replicated", "offline");
        List<PartitionImage> found = topic.partitions().stream()
                .filter(partition -> switch (only) {
                    case "offline" -> partition.leader() < 0;
                    case "under-replicated" ->
                        partition.isr().size() < partition.replicas().size();
                    default -> true;
                })
                .toList();
        return Answer.json(Paging.of(query).cut(found, partition -> row(topic, partition)));
    }

    private PartitionRow row(TopicImage topic, PartitionImage partition) {
        return new PartitionRow(
                partition.partitionId(),
                partition.leader() < 0 ? OptionalInt.empty() : OptionalInt.of(partition.leader()),
                partition.leaderEpoch(),
                partition.replicas(),
                partition.isr(),
                broker.bytesHere(topic.name(), partition.partitionId()));
    }

    private record PartitionRow(
            int partition,
            OptionalInt leader,
            int leaderEpoch,
            List<Integer> replicas,
            List<Integer> isr,
            OptionalLong bytes) {}

    private TopicImage find(Request request) {
        String name = request.name("topic");
        return broker.image()
                .topics()
                .named(name)
                .orElseThrow(() -> ProblemException.notFound(
                        "there is no topic '" + name + "'; /api/v1/topics?search= finds those there are"));
    }
}
