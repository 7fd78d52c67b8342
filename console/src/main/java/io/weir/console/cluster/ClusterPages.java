package io.weir.console.cluster;

import io.weir.broker.insight.BrokerView;
import io.weir.console.client.Clients;
import io.weir.console.http.Answer;
import io.weir.console.http.Request;
import io.weir.console.http.Route;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Who answers, what there is to ask, and how the cluster is. */
public final class ClusterPages {

    private final BrokerView broker;
    private final Clients clients;
    private final boolean isTokenRequired;

    public ClusterPages(BrokerView broker, Clients clients, boolean isTokenRequired) {
        this.broker = broker;
        this.clients = clients;
        this.isTokenRequired = isTokenRequired;
    }

    public List<Route> routes() {
        return List.of(
                Route.open("/api/v1/session", this::session),
                Route.get("/api/v1/openapi.yaml", _ -> document()),
                Route.get("/api/v1/cluster", _ -> Answer.json(Overview.of(broker, groups()))),
                Route.get("/api/v1/brokers", _ -> Answer.json(new Brokers(BrokerRow.all(broker)))));
    }

    private record Brokers(List<BrokerRow> items) {}

    private OptionalInt groups() {
        return clients.glance(admin -> admin.listGroups().all())
                .map(groups -> OptionalInt.of(groups.size()))
                .orElse(OptionalInt.empty());
    }

    private record Session(
            String version,
            boolean tokenRequired,
            boolean authorized,
            OptionalInt node,
            Optional<String> clusterId,
            Optional<String> bootstrap) {}

    private Answer session(Request request) {
        boolean authorized = request.authorized();
        return Answer.json(new Session(
                version(),
                isTokenRequired,
                authorized,
                authorized ? OptionalInt.of(broker.node().nodeId()) : OptionalInt.empty(),
                authorized ? Optional.of(broker.image().clusterId()) : Optional.empty(),
                authorized ? Optional.of(broker.bootstrap()) : Optional.empty()));
    }

    /** That of the jar; there is none where classes are run from a folder. */
    static String version() {
        return Optional.ofNullable(ClusterPages.class.getPackage().getImplementationVersion())
                .orElse("development");
    }

    private static Answer document() throws IOException {
        try (InputStream in = ClusterPages.class.getResourceAsStream("/openapi.yaml")) {
            if (in == null) {
                throw new IllegalStateException("openapi.yaml is not in this build");
            }
            return Answer.text("application/yaml", new String(in.readAllBytes(), StandardCharsets.UTF_8));
        }
    }
}
