package io.weir.cli.cluster;

import java.nio.file.Path;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Three real processes that are killed again and again, or stand still, while Kafka's own producer writes with acks=all: what was acknowledged
 * is there, once and in order. {@code -Dweir.kills=N} kills more often, {@code -Dweir.kills.seed=S} others.
 */
@Tag("kills")
@Timeout(900)
final class KilledBrokersTest {

    private static final String TOPIC = "orders";
    private static final int PARTITIONS = 6;
    private static final int KILLS = Integer.getInteger("weir.kills", 3);
    private static final long SEED = Long.getLong("weir.kills.seed", 7);

    @TempDir
    private Path root;

    private TrialCluster cluster;
    private NumberedRecords records;

    @BeforeEach
    void start() throws Exception {
        cluster = TrialCluster.start(root);
        cluster.createTopic(TOPIC, PARTITIONS);
        records = NumberedRecords.begin(cluster.bootstrap(), TOPIC, PARTITIONS);
    }

    @AfterEach
    void stop() {
        cluster.close();
    }

    @Test
    void whatWasAcknowledgedIsThereOnceAndInOrder() throws Exception {
        // when
        Random random = new Random(SEED);
        for (int i = 0; i < KILLS; i++) {
            Member member = cluster.member(1 + random.nextInt(cluster.members().size()));
            cluster.kill(member);
            records.awaitMore();
            var _ = member.start(false);
            if (random.nextBoolean()) {
                cluster.awaitAllInSync(TOPIC);
            } else {
                records.awaitMore();
                TrialCluster.await(() -> member.process().isPresent());
            }
        }

        // then
        records.end();
        cluster.awaitAllInSync(TOPIC);
        records.assertKept(cluster.bootstrap(), records.acknowledged());
    }

    @Test
    void aBrokerThatWasPausedNeitherAcknowledgesNorShowsLessThanWasAcknowledged() throws Exception {
        // when: each in its turn stands still for longer than its session, the one with the controller among them
        for (Member member : cluster.members()) {
            cluster.pause(member);
            cluster.awaitFenced(member);
            records.awaitMore();
            Set<Integer> acknowledged = records.acknowledged();
            cluster.resume(member);

            // then: asked before it can have heard what it missed, it has its readers wait until it has
            records.assertKept(member.address(), acknowledged);
            cluster.awaitAllInSync(TOPIC);
        }

        // and
        records.end();
        records.assertKept(cluster.bootstrap(), records.acknowledged());
    }
}
