package io.weir.console.configs;

import io.weir.broker.insight.BrokerView;
import io.weir.console.client.Clients;
import io.weir.console.http.Answer;
import io.weir.console.http.Request;
import io.weir.console.http.Route;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.admin.AlterConfigsOptions;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.DescribeConfigsOptions;
import org.apache.kafka.common.config.ConfigResource;

/** The settings of topics and brokers. */
public final class Configs {

    private static final Duration UNTIL_SEEN = Duration.ofSeconds(2);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(20);

    private final BrokerView broker;
    private final Clients clients;

    public Configs(BrokerView broker, Clients clients) {
        this.broker = broker;
        this.clients = clients;
    }

    public List<Route> routes() {
        String ofTopic = "/api/v1/topics/{topic}/configs";
        String ofBroker = "/api/v1/brokers/{broker}/configs";
        return List.of(
                Route.get(ofTopic, request -> describe(Owner.Topic.named(broker, request))),
                Route.patch(ofTopic, request -> change(Owner.Topic.named(broker, request), request)),
                Route.get(ofBroker, request -> describe(Owner.Broker.numbered(broker, request))),
                Route.patch(ofBroker, request -> change(Owner.Broker.numbered(broker, request), request)));
    }

    private record Settings(List<SettingRow> items) {}

    private Answer describe(Owner owner) {
        return Answer.json(new Settings(rows(owner)));
    }

    private Answer change(Owner owner, Request request) {
        Change change = Change.of(request.body());
        var options = new AlterConfigsOptions().validateOnly(change.validateOnly());
        var _ = clients.ask(
                admin -> admin.incrementalAlterConfigs(Map.of(owner.resource(), change.operations()), options)
                        .all());
        return change.validateOnly() ? describe(owner) : Answer.json(new Settings(rowsAfter(change, owner)));
    }

    /** A broker hears of a change a moment after the controller has decided it. */
    private List<SettingRow> rowsAfter(Change change, Owner owner) {
        long deadline = System.nanoTime() + UNTIL_SEEN.toNanos();
        List<SettingRow> rows = rows(owner);
        while (!change.isSeenIn(owner, rows) && System.nanoTime() < deadline) {
            LockSupport.parkNanos(BETWEEN_LOOKS.toNanos());
            rows = rows(owner);
        }
        return rows;
    }

    private List<SettingRow> rows(Owner owner) {
        var options = new DescribeConfigsOptions().includeSynonyms(true).includeDocumentation(true);
        Map<ConfigResource, Config> found = clients.ask(admin ->
                admin.describeConfigs(List.of(owner.resource()), options).all());
        return found.values().stream()
                .flatMap(config -> config.entries().stream())
                .map(entry -> SettingRow.of(entry, owner.otherwise(entry)))
                .sorted(Comparator.comparing(SettingRow::name))
                .toList();
    }
}
