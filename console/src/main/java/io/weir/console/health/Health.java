package io.weir.console.health;

import io.weir.broker.insight.BrokerView;
import io.weir.console.http.Answer;
import io.weir.console.http.ProblemException;
import io.weir.console.http.Route;
import java.util.List;
import java.util.Map;

/** For whoever restarts brokers, or sends clients to them: neither needs a token. */
public final class Health {

    private final BrokerView broker;

    public Health(BrokerView broker) {
        this.broker = broker;
    }

    public List<Route> routes() {
        return List.of(
                Route.open("/health/live", _ -> Answer.json(Map.of("status", "live"))),
                Route.open("/health/ready", _ -> ready()));
    }

    private Answer ready() {
        Readiness readiness = Readiness.of(broker);
        return Answer.json(readiness.reasons().isEmpty() ? Answer.OK : ProblemException.UNAVAILABLE, readiness);
    }
}
