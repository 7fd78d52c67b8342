package io.weir.console.moves;

import io.weir.broker.insight.BrokerView;
import io.weir.console.client.Clients;
import io.weir.console.http.Answer;
import io.weir.console.http.ProblemException;
import io.weir.console.http.Request;
import io.weir.console.http.Route;
import io.weir.metadata.image.BrokerImage;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.NewPartitionReassignment;
import org.apache.kafka.common.TopicPartition;

/** What moves between brokers, and a way to begin at once with what would move anyway. */
public final class Moves {

    private static final double PERCENT = 100;
    private static final String AT_ONCE = "weir.balance.moves.at.once";

    private final BrokerView broker;
    private final Clients clients;

    public Moves(BrokerView broker, Clients clients) {
        this.broker = broker;
        this.clients = clients;
    }

    public List<Route> routes() {
        return List.of(
                Route.get("/api/v1/cluster/moves", _ -> Answer.json(UnderWay.of(broker.image()))),
                Route.get("/api/v1/cluster/plan", _ -> Answer.json(plan())),
                Route.post("/api/v1/cluster/plan", this::start));
    }

    private Plan plan() {
        double percent = setting("weir.balance.tolerance.percent");
        Map<TopicPartition, Long> sizes = sizes();
        return Plan.of(broker.image(), percent / PERCENT, partition -> sizes.getOrDefault(partition, 0L));
    }

    private int setting(String name) {
        return broker.node().values(broker.image()).intValue(name);
    }

    /** @param left steps of the plan that were not started */
    private record Started(int started, int left, List<Refused> refused) {}

    private record Refused(String topic, int partition, String detail) {}

    /** Starts the first steps of the plan: as many as may be under way at the same time. */
    private Answer start(Request request) {
        var _ = request.body().only();
        int underWay = UnderWay.of(broker.image()).reassignments().size();
        int room = setting(AT_ONCE) - underWay;
        if (room <= 0) {
            throw ProblemException.of(
                    ProblemException.CONFLICT,
                    "Busy",
                    underWay + " partitions are on their way already, and no more than " + setting(AT_ONCE)
                            + " may be at the same time (" + AT_ONCE + "); try again when some have arrived");
        }
        Plan plan = plan();
        List<Plan.Step> first = plan.steps().stream().limit(room).toList();
        List<Refused> refused = refused(first);
        int started = first.size() - refused.size();
        return Answer.json(new Started(started, plan.total() - started, refused));
    }

    /** What moves is asked for together and judged one by one. */
    private List<Refused> refused(List<Plan.Step> steps) {
        Map<TopicPartition, Optional<NewPartitionReassignment>> wanted = new HashMap<>();
        steps.forEach(step -> wanted.put(
                new TopicPartition(step.topic(), step.partition()),
                Optional.of(new NewPartitionReassignment(step.to()))));
        List<Refused> refused = new ArrayList<>();
        clients.begin(admin -> admin.alterPartitionReassignments(wanted))
                .values()
                .forEach((partition, answer) -> clients.refusal(answer)
                        .ifPresent(problem ->
                                refused.add(new Refused(partition.topic(), partition.partition(), problem.detail()))));
        return refused;
    }

    /** Of the largest replica; what a broker that does not answer has alone counts as empty. */
    private Map<TopicPartition, Long> sizes() {
        List<Integer> live = broker.image().cluster().brokers().stream()
                .filter(image -> !image.fenced())
                .map(BrokerImage::nodeId)
                .toList();
        Map<TopicPartition, Long> sizes = new HashMap<>();
        clients.begin(admin -> admin.describeLogDirs(live).descriptions())
                .values()
                .forEach(answer -> clients.known(answer)
                        .ifPresent(folders -> folders.values()
                                .forEach(folder -> folder.replicaInfos()
                                        .forEach((partition, replica) ->
                                                sizes.merge(partition, replica.size(), Math::max)))));
        return sizes;
    }
}
