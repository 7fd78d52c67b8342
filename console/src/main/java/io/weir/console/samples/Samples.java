package io.weir.console.samples;

import io.weir.broker.observation.Observation;
import io.weir.console.http.Answer;
import io.weir.console.http.Request;
import io.weir.console.http.Route;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/** What this broker did in the last minutes, for charts. */
public final class Samples implements AutoCloseable {

    private final int nodeId;
    private final Sampler sampler;

    public Samples(Observation broker) {
        Executor virtual = task -> {
            Thread _ = Thread.ofVirtual().name("admin-samples").start(task);
        };
        this.nodeId = broker.nodeId();
        this.sampler = new Sampler(
                new BrokerCounters(broker),
                CompletableFuture.delayedExecutor(Sampler.INTERVAL.toMillis(), TimeUnit.MILLISECONDS, virtual));
    }

    public List<Route> routes() {
        return List.of(Route.get("/api/v1/cluster/samples", this::answer));
    }

    private record Lines(long intervalMs, int broker, List<Long> times, Map<String, List<Double>> series) {}

    private Answer answer(Request request) {
        List<Sample> samples =
                sampler.since(request.query().only("since").number("since").orElse(0));
        Map<String, List<Double>> series = new LinkedHashMap<>();
        samples.forEach(sample -> sample.values()
                .forEach((name, value) ->
                        series.computeIfAbsent(name, _ -> new ArrayList<>()).add(value)));
        List<Long> times = samples.stream().map(Sample::timeMs).toList();
        return Answer.json(new Lines(Sampler.INTERVAL.toMillis(), nodeId, times, series));
    }

    @Override
    public void close() {
        sampler.close();
    }
}
