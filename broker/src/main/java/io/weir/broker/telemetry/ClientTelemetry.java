package io.weir.broker.telemetry;

import io.weir.broker.network.Peer;
import io.weir.broker.observation.ClientReadings;
import io.weir.broker.telemetry.otlp.MetricPoints;
import io.weir.broker.telemetry.otlp.MetricsDataReader;
import io.weir.metadata.config.ConfigValues;
import io.weir.metadata.image.ConfigsImage;
import io.weir.protocol.compress.CompressionType;
import io.weir.protocol.compress.Decompression;
import io.weir.protocol.compress.PlainChunks;
import io.weir.protocol.types.ErrorCode;
import io.weir.protocol.types.MalformedMessageException;
import io.weir.protocol.types.Uuid;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells clients what to push, and takes it (KIP-714). Answers as Kafka's ClientMetricsManager does for the same
 * requests at the same times. Nothing happens but when a client asks, and nothing but who asked is kept while no
 * subscription matches. Safe for use by any thread.
 */
public final class ClientTelemetry {

    private static final Logger LOG = LoggerFactory.getLogger(ClientTelemetry.class);

    private final CurrentSubscriptions subscriptions;
    private final InstantSource clock;
    private final int maxBytes;
    private final ClientInstances instances = new ClientInstances();
    private final SoftwareNames software = new SoftwareNames();
    private final PushedValues values;

    /**
     * Goes by the broker's settings {@code telemetry.max.bytes}, which bounds a push before and after its
     * decompression, and {@code weir.metrics.client.series.max}.
     *
     * @param configs of the cluster, as they are now
     */
    public ClientTelemetry(Supplier<ConfigsImage> configs, ConfigValues settings, InstantSource clock) {
        this.subscriptions = new CurrentSubscriptions(configs);
        this.clock = clock;
        this.maxBytes = settings.intValue("telemetry.max.bytes");
        this.values = new PushedValues(settings.intValue("weir.metrics.client.series.max"));
    }

    /** The terms of a client, and the id it has from now on. */
    public record Subscribed(Uuid instanceId, Terms terms, int maxBytes) {}

    /** The client behind a connection says what it is. */
    public void announced(Peer peer, ClientSoftware says) {
        software.put(peer, says);
    }

    public void disconnected(Peer peer) {
        software.disconnected(peer);
        instances.disconnected(peer.id());
    }

    /**
     * A client asks what to push.
     *
     * @param asked its id; zero when it has none yet
     * @return empty when it asks too often
     */
    public Optional<Subscribed> subscribe(Uuid asked, String clientId, Peer peer) {
        Uuid id = asked.isZero() ? Uuid.random() : asked;
        long nowMs = clock.millis();
        ClientInstance instance = instance(id, clientId, peer, nowMs);
        return instance.ask(nowMs) ? Optional.of(new Subscribed(id, instance.terms(), maxBytes)) : Optional.empty();
    }

    /** Takes what a client pushes. */
    public ErrorCode push(Push push, String clientId, Peer peer) {
        if (push.instanceId().isZero() || push.instanceId().equals(Uuid.ONE)) {
            return ErrorCode.INVALID_REQUEST;
        }
        long nowMs = clock.millis();
        ClientInstance instance = instance(push.instanceId(), clientId, peer, nowMs);
        ErrorCode error = instance.check(push, maxBytes, nowMs);
        if (error.isError() || !push.metrics().hasRemaining()) {
            return error;
        }
        try {
            values.put(instance.identity(), read(push), nowMs, instance.expiresMs());
            return ErrorCode.NONE;
        } catch (MalformedMessageException e) {
            LOG.debug("what client {} ({}) pushed cannot be read: {}", clientId, peer, e.getMessage());
            instance.unreadable();
            return ErrorCode.INVALID_RECORD;
        }
    }

    /** What clients told. */
    public ClientReadings read() {
        long nowMs = clock.millis();
        return new ClientReadings(instances.count(nowMs), values.read(nowMs));
    }

    private ClientInstance instance(Uuid id, String clientId, Peer peer, long nowMs) {
        return instances.seen(
                id,
                subscriptions.now(),
                instanceId -> new ClientIdentity(instanceId, clientId, software.of(peer), peer),
                nowMs);
    }

    private MetricPoints read(Push push) {
        CompressionType type = CompressionType.forId(push.compressionType());
        ByteBuffer plain = type == CompressionType.NONE ? push.metrics() : decompress(type, push.metrics());
        return MetricsDataReader.read(plain, values.mostOfOne());
    }

    private ByteBuffer decompress(CompressionType type, ByteBuffer compressed) {
        ByteArrayOutputStream plain = new ByteArrayOutputStream();
        try (PlainChunks chunks = Decompression.open(type, compressed, maxBytes)) {
            while (chunks.next()) {
                plain.write(chunks.array(), chunks.start(), chunks.end() - chunks.start());
            }
        }
        return ByteBuffer.wrap(plain.toByteArray());
    }
}
