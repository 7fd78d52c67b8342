package io.weir.console.metrics;

import io.prometheus.metrics.expositionformats.ExpositionFormatWriter;
import io.prometheus.metrics.expositionformats.ExpositionFormats;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import io.weir.broker.observation.Observation;
import io.weir.coordination.group.GroupCensus;
import io.weir.coordination.transaction.OpenTransactions;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Makes {@code /metrics}: one look at a broker, in the format that was asked for. */
public final class MetricsPage {

    private static final long PATIENCE_MS = 2_000;
    private static final double NANOS_A_SECOND = 1e9;

    private final Observation broker;
    private final MetricsLimits limits;
    private final InstantSource clock;

    /** Loaded when somebody asks for the first time. */
    private static final class Formats {
        private static final ExpositionFormats ALL = ExpositionFormats.init();
    }

    /** What a page says, and in which format. */
    @SuppressWarnings("ArrayRecordComponent") // Nobody compares pages.
    public record Page(String contentType, byte[] body) {}

    public MetricsPage(Observation broker, MetricsLimits limits, InstantSource clock) {
        this.broker = broker;
        this.limits = limits;
        this.clock = clock;
    }

    /**
     * The page as of now.
     *
     * @param accept the formats the reader knows, as in the header Accept; the text format of Prometheus where it says none
     */
    public Page page(String accept) {
        ExpositionFormatWriter writer = Formats.ALL.findWriter(accept);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            writer.write(
                    out,
                    new MetricSnapshots(
                            families().stream().map(Family::snapshot).toList()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new Page(writer.getContentType(), out.toByteArray());
    }

    private List<Family> families() {
        long startNanos = System.nanoTime();
        CompletableFuture<List<GroupCensus>> groups = broker.groups();
        CompletableFuture<OpenTransactions> transactions = broker.transactions();
        CutOff cutOff = new CutOff();
        List<Family> all = new ArrayList<>();
        all.add(Family.gauge("weir_broker_info", "Always 1; the labels say which broker this is.")
                .add(1, "cluster_id", broker.clusterId(), "node_id", Integer.toString(broker.nodeId())));
        all.addAll(RequestFamilies.of(broker.counters().requests()));
        all.addAll(TopicFamilies.of(broker.traffic(), broker.topics(), limits.topics(), cutOff));
        all.addAll(StateFamilies.of(broker.state()));
        all.addAll(DiskFamilies.of(broker.counters()));
        all.addAll(ClientFamilies.of(broker.clients(), cutOff));
        all.addAll(ProcessFamilies.read());
        Family.Gauge missing = Family.gauge("weir_metrics_missing", "1 where a coordinator did not answer in time.");
        Optional<List<GroupCensus>> foundGroups = await(groups);
        foundGroups.ifPresent(
                found -> all.addAll(GroupFamilies.of(found, broker.rebalances(), limits.groupTopics(), cutOff)));
        missing.add(foundGroups.isPresent() ? 0 : 1, "what", "groups");
        Optional<OpenTransactions> open = await(transactions);
        open.ifPresent(found -> all.addAll(TransactionFamilies.of(found, clock.millis())));
        missing.add(open.isPresent() ? 0 : 1, "what", "transactions");
        all.add(missing);
        all.add(cutOff.family());
        all.add(Family.gauge("weir_metrics_look_seconds", "How long it took to find out what this page says.")
                .add((System.nanoTime() - startNanos) / NANOS_A_SECOND));
        return all;
    }

    /** A coordinator that is loading is not waited for: the rest of the page is worth more. */
    private static <T> Optional<T> await(CompletableFuture<T> answer) {
        try {
            return Optional.of(answer.get(PATIENCE_MS, TimeUnit.MILLISECONDS));
        } catch (TimeoutException | ExecutionException e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }
}
