package io.weir.console.samples;

import io.weir.broker.metrics.ApiMetrics;
import io.weir.broker.metrics.Phase;
import io.weir.broker.metrics.RequestMetrics;
import io.weir.broker.metrics.TopicTraffic;
import io.weir.broker.metrics.TopicTraffic.Flow;
import io.weir.broker.observation.Counters;
import io.weir.broker.observation.Observation;
import io.weir.coordination.group.GroupCensus;
import io.weir.protocol.messages.ApiKey;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/** Reads what a broker in this process has counted. */
final class BrokerCounters implements Supplier<Reading> {

    private static final long GROUPS_MS = 1000;

    private final Observation broker;

    BrokerCounters(Observation broker) {
        this.broker = broker;
    }

    @Override
    public Reading get() {
        double maxLag = maxLag();
        Counters counters = broker.counters();
        RequestMetrics requests = counters.requests();
        TopicTraffic traffic = broker.traffic();
        return new Reading(
                System.currentTimeMillis(),
                System.nanoTime(),
                new Reading.Traffic(
                        traffic.sum(Flow.BYTES_IN),
                        traffic.sum(Flow.BYTES_OUT),
                        traffic.sum(Flow.RECORDS_IN),
                        requests.all().stream().mapToLong(ApiMetrics::requests).sum(),
                        counters.connections().get().stream()
                                .mapToInt(Counters.ConnectionCounts::open)
                                .sum()),
                requests.of(ApiKey.PRODUCE).whole(),
                requests.of(ApiKey.FETCH).in(Phase.PROCESS),
                maxLag);
    }

    private double maxLag() {
        try {
            return maxLag(broker.groups().get(GROUPS_MS, TimeUnit.MILLISECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Double.NaN;
        } catch (ExecutionException | TimeoutException e) {
            return Double.NaN; // The coordinator stops, or is busy: the others are known all the same.
        }
    }

    private static double maxLag(List<GroupCensus> groups) {
        return groups.stream()
                .flatMap(group -> group.topics().stream())
                .filter(topic -> topic.unknownPartitions() < topic.partitions())
                .mapToDouble(GroupCensus.TopicLag::maxRecords)
                .max()
                .orElse(Double.NaN);
    }
}
