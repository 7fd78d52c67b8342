package io.weir.console.moves;

import io.weir.broker.insight.BrokerView;
import io.weir.console.client.Clients;
import io.weir.console.http.Answer;
import io.weir.console.http.Route;
import io.weir.metadata.config.ConfigValues;
import io.weir.metadata.image.BrokerImage;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/** What moves between brokers. */
public final class Moves {

    private static final double PERCENT = 100;

    private final BrokerView broker;
    private final Clients clients;

    public Moves(BrokerView broker, Clients clients) {
        this.broker = broker;
        this.clients = clients;
    }

    public List<Route> routes() {
        return List.of(
                Route.get("/api/v1/cluster/moves", _ -> Answer.json(UnderWay.of(broker.image()))),
                Route.get("/api/v1/cluster/plan", _ -> plan()));
    }

    private Answer plan() {
        double percent =
                new ConfigValues(broker.node().layers(broker.image())).intValue("weir.balance.tolerance.percent");
        Map<TopicPartition, Long> sizes = sizes();
        return Answer.json(Plan.of(broker.image(), percent / PERCENT, partition -> sizes.getOrDefault(partition, 0L)));
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
