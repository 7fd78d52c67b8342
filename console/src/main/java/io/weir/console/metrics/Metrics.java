package io.weir.console.metrics;

import io.weir.broker.observation.Observation;
import io.weir.console.http.Answer;
import io.weir.console.http.Request;
import io.weir.console.http.Route;
import io.weir.metadata.config.ConfigValues;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Supplier;

/** For Prometheus, and whatever else reads its format. */
public final class Metrics {

    private final Observation broker;
    private final Supplier<ConfigValues> settings;

    /** @param settings of the broker, as they are now */
    public Metrics(Observation broker, Supplier<ConfigValues> settings) {
        this.broker = broker;
        this.settings = settings;
    }

    public List<Route> routes() {
        return List.of(Route.get("/metrics", this::page));
    }

    private Answer page(Request request) {
        MetricsLimits limits = MetricsLimits.of(settings.get());
        String accept = request.content().header("Accept").orElse("");
        MetricsPage.Page page = new MetricsPage(broker, limits, InstantSource.system()).page(accept);
        return Answer.bytes(Answer.OK, page.contentType(), page.body());
    }
}
