package io.weir.broker.node;

import io.weir.broker.peer.PeerCall;
import io.weir.broker.peer.PeerLinks;
import io.weir.metadata.controller.Caretaker.Place;
import io.weir.metadata.controller.Caretaker.Size;
import io.weir.metadata.image.BrokerImage;
import io.weir.metadata.image.MetadataImage;
import io.weir.protocol.types.Uuid;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How large partitions are, and how fast they grow: asked of the brokers that lead them. */
final class PartitionSizes {

    private static final Logger LOG = LoggerFactory.getLogger(PartitionSizes.class);
    private static final long TIMEOUT_MS = 2_000;
    /** A burst is no reason to move anything: growth is a mean over about so long. */
    private static final double MEAN_NANOS = TimeUnit.MINUTES.toNanos(10);

    private static final long SECOND_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final Controllers nodes;
    private final PeerLinks links;
    private Map<Place, Size> before = Map.of();
    private long beforeNanos;

    PartitionSizes(Controllers nodes, PeerLinks links) {
        this.nodes = nodes;
        this.links = links;
    }

    /** As of now; a broker that does not answer is passed over. Growth is known from the second time on. */
    Map<Place, Size> look(MetadataImage image, long nowNanos) {
        Map<Place, Long> now = new HashMap<>();
        image.cluster().liveBrokers().forEach(broker -> ask(broker, now));
        Map<Place, Size> sizes = new HashMap<>();
        double elapsed = Math.max(1, nowNanos - beforeNanos);
        double part = Math.min(1, elapsed / MEAN_NANOS);
        now.forEach((place, bytes) -> {
            Size known = before.getOrDefault(place, new Size(bytes, 0));
            double grown = (double) Math.max(0, bytes - known.bytes()) * SECOND_NANOS / elapsed;
            sizes.put(place, new Size(bytes, (long) (known.bytesPerSecond() * (1 - part) + grown * part)));
        });
        before = sizes;
        beforeNanos = nowNanos;
        return sizes;
    }

    private void ask(BrokerImage broker, Map<Place, Long> sizes) {
        Optional<String> address = nodes.address(broker.nodeId());
        if (address.isEmpty()) {
            return;
        }
        try {
            ByteBuffer answer = links.to(address.get(), PeerLinks.Lane.QUESTIONS)
                    .call(PeerCall.SIZES, ByteBuffer.allocate(0), TIMEOUT_MS)
                    .join();
            while (answer.hasRemaining()) {
                Uuid topic = new Uuid(answer.getLong(), answer.getLong());
                sizes.put(new Place(topic, answer.getInt()), answer.getLong());
            }
        } catch (CompletionException e) {
            LOG.debug("Broker {} does not say how large its partitions are: {}", broker.nodeId(), e.getCause());
        }
    }
}
