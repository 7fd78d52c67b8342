package io.weir.broker.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.broker.RunningBroker;
import io.weir.protocol.messages.ApiKey;
import io.weir.protocol.messages.ApiVersionsRequest;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Isolated;

/** A hundred thousand hostile frames later the broker serves its other clients as before, and has not grown. */
@Isolated
class HostilePeersTest {

    private static final int PEERS = 4;
    private static final int WARM_UP_FRAMES = 20_000;
    private static final int FRAMES = 100_000;
    private static final long SEED = Long.getLong("weir.seed", System.nanoTime());

    /** Forty leaked bytes a frame would exceed it; off-heap buffers are pooled, up to the largest frame a peer. */
    private static final ProcessUse ALLOWANCE = new ProcessUse(4 << 20, 8 << 20, 10, 30);

    /** These create what stays: growing with them is no leak. Noise is sent to them all the same. */
    private static final Set<ApiKey> CREATING =
            EnumSet.of(ApiKey.CREATE_TOPICS, ApiKey.CREATE_PARTITIONS, ApiKey.JOIN_GROUP, ApiKey.DELETE_TOPICS);

    @Test
    @Timeout(value = 180, unit = TimeUnit.SECONDS)
    void aHundredThousandHostileFramesHarmNobodyElse() throws Exception {
        try (RunningBroker broker = RunningBroker.start(Map.of(
                        "auto.create.topics.enable", "false",
                        "offsets.topic.num.partitions", "2",
                        "socket.request.max.bytes", "1048576"));
                LoggedErrors errors = new LoggedErrors();
                Scene scene = new Scene(broker.port())) {
            RandomRequests.Known known = RandomRequests.Known.create(scene);
            List<ApiKey> keys = servedBy(scene);
            attack(broker.port(), keys, known, SEED, WARM_UP_FRAMES);
            ProcessUse before = ProcessUse.now();

            int answered = attack(broker.port(), keys, known, SEED + 1, FRAMES);

            assertThat(errors.messages()).as("seed %d", SEED).isEmpty();
            assertThat(answered).as("frames that left the connection open").isBetween(FRAMES / 20, FRAMES);
            Scene.until(() -> ProcessUse.now().isWithin(before, ALLOWANCE));
            String topic = scene.reconnect().topic(1);
            assertThat(scene.produce(topic, Batches.of(3))).isEqualTo("NONE base_offset=0");
        }
    }

    private static List<ApiKey> servedBy(Scene scene) {
        return scene.call(ApiVersionsRequest.builder().build(), 0).values("api_key").stream()
                .map(id -> ApiKey.forId((short) id))
                .filter(key -> key != null && !CREATING.contains(key))
                .toList();
    }

    /** Sends so many frames by several peers at once; gives how many left their connection open. */
    private static int attack(int port, List<ApiKey> keys, RandomRequests.Known known, long seed, int frames)
            throws Exception {
        try (ExecutorService peers = Executors.newFixedThreadPool(PEERS)) {
            List<Callable<Integer>> attacks = new ArrayList<>();
            for (int i = 0; i < PEERS; i++) {
                HostileFrames source = new HostileFrames(seed * PEERS + i, keys, known);
                attacks.add(() -> attack(port, source, frames / PEERS));
            }
            int answered = 0;
            for (Future<Integer> attack : peers.invokeAll(attacks)) {
                answered += attack.get();
            }
            return answered;
        }
    }

    private static int attack(int port, HostileFrames source, int frames) {
        try (HostilePeer peer = new HostilePeer(port)) {
            for (int i = 0; i < frames; i++) {
                peer.send(source.next());
            }
            return peer.answered();
        }
    }
}
