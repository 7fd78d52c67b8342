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
import io.weir.metadata.image.TopicImage;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.apache.kafka.clients.admin.CreateTopicsOptions;
import org.apache.kafka.clients.admin.NewTopic;

/** The topics of the cluster, as this broker's image has them; what changes them goes through the controller. */
public final class Topics {

    private static final String ROOT = "/api/v1/topics";

    /** Leaders of more partitions are not asked where these begin and end each time somebody looks at the topic. */
    private static final int COUNTED = 500;

    private final BrokerView broker;
    private final Clients clients;

    public Topics(BrokerView broker, Clients clients) {
        this.broker = broker;
        this.clients = clients;
    }

    public List<Route> routes() {
        List<Route> routes = new ArrayList<>(List.of(
                Route.get(ROOT, this::list),
                Route.post(ROOT, this::create),
                Route.get(ROOT + "/{topic}", this::describe),
                Route.delete(ROOT + "/{topic}", this::delete)));
        routes.addAll(new Partitions(broker, clients).routes());
        return routes;
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
        return Answer.json(Paging.of(query).cut(found, TopicRow.reader(broker)));
    }

    private Comparator<TopicImage> bySize() {
        Map<String, Long> sizes = new HashMap<>();
        return Comparator.comparingLong(topic -> sizes.computeIfAbsent(
                topic.name(), _ -> TopicRow.bytes(broker, topic).orElse(-1)));
    }

    private Answer describe(Request request) {
        TopicImage topic = find(broker, request);
        OptionalLong records = topic.partitions().size() > COUNTED
                ? OptionalLong.empty()
                : Bounds.ask(clients, topic, topic.partitions()).span(topic.partitions());
        return Answer.json(
                Described.of(TopicRow.reader(broker).apply(topic), topic.id().toString(), records));
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

    /** @throws ProblemException when this broker knows no topic of the name in the path */
    static TopicImage find(BrokerView broker, Request request) {
        String name = request.name("topic");
        return broker.image()
                .topics()
                .named(name)
                .orElseThrow(() -> ProblemException.notFound(
                        "there is no topic '" + name + "'; /api/v1/topics?search= finds those there are"));
    }
}
