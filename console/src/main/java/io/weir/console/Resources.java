package io.weir.console;

import io.weir.broker.Broker;
import io.weir.broker.insight.BrokerView;
import io.weir.console.client.Clients;
import io.weir.console.cluster.BrokerPage;
import io.weir.console.cluster.ClusterPages;
import io.weir.console.configs.Configs;
import io.weir.console.groups.Groups;
import io.weir.console.health.Health;
import io.weir.console.http.Access;
import io.weir.console.http.Route;
import io.weir.console.http.Routes;
import io.weir.console.metrics.Metrics;
import io.weir.console.moves.Moves;
import io.weir.console.pages.Pages;
import io.weir.console.records.Records;
import io.weir.console.samples.Samples;
import io.weir.console.topics.Topics;
import io.weir.console.transactions.Transactions;
import io.weir.metadata.config.ConfigValues;
import java.util.ArrayList;
import java.util.List;

/** Everything that is served, and what it needs. */
final class Resources implements AutoCloseable {

    private final Clients clients;
    private final Samples samples;
    private final Routes routes;

    Resources(Broker broker, Access access) {
        BrokerView view = broker.view();
        clients = new Clients(view.bootstrap());
        samples = new Samples(broker.observation());
        List<Route> all = new ArrayList<>();
        all.addAll(new Health(view).routes());
        all.addAll(new Metrics(
                        broker.observation(), () -> new ConfigValues(view.node().layers(view.image())))
                .routes());
        all.addAll(new BrokerPage(view, clients).routes());
        all.addAll(samples.routes());
        all.addAll(new Moves(view, clients).routes());
        all.addAll(new ClusterPages(view, clients, access.isTokenRequired()).routes());
        all.addAll(new Topics(view, clients).routes());
        all.addAll(new Configs(view, clients).routes());
        all.addAll(new Groups(view, clients).routes());
        all.addAll(new Transactions(clients).routes());
        all.addAll(new Records(view::bootstrap).routes());
        routes = new Routes(all, new Pages());
    }

    Routes routes() {
        return routes;
    }

    @Override
    public void close() {
        samples.close();
        clients.close();
    }
}
