package io.weir.cli.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Three real processes and a chain that consumes, transforms and produces in transactions, while whoever coordinates the
 * transactions is killed again and again: each input is in the output exactly once, and in order.
 */
@Tag("kills")
@Timeout(900)
final class KilledCoordinatorsTest {

    private static final String INPUT = "input";
    private static final String OUTPUT = "output";
    private static final int PARTITIONS = 6;
    private static final int KILLS = Integer.getInteger("weir.kills", 3);
    private static final int BETWEEN_KILLS = 400;

    @TempDir
    private Path root;

    private TrialCluster cluster;

    @BeforeEach
    void start() throws Exception {
        cluster = TrialCluster.start(root);
        cluster.createTopic(INPUT, PARTITIONS);
        cluster.createTopic(OUTPUT, PARTITIONS);
    }

    @AfterEach
    void stop() {
        cluster.close();
    }

    @Test
    void eachInputIsInTheOutputExactlyOnceWhoeverCoordinates() throws Exception {
        // given
        NumberedRecords inputs = NumberedRecords.begin(cluster.bootstrap(), INPUT, PARTITIONS, Duration.ofMillis(2));
        Chain chain = Chain.begin(cluster.bootstrap(), INPUT, OUTPUT);

        // when
        for (int i = 0; i < KILLS; i++) {
            awaitMore(chain);
            Member coordinator = cluster.member(chain.coordinator());
            cluster.kill(coordinator);
            awaitMore(chain);
            var _ = coordinator.start(false);
            TrialCluster.await(() -> coordinator.process().isPresent());
            for (String topic : List.of(OUTPUT, "__transaction_state", "__consumer_offsets")) {
                cluster.awaitAllInSync(topic);
            }
        }
        inputs.end();

        // then
        chain.awaitAllCopied(PARTITIONS);
        chain.end();
        inputs.assertKept(cluster.bootstrap(), inputs.acknowledged());
        assertThat(NumberedRecords.read(cluster.bootstrap(), OUTPUT, PARTITIONS))
                .isEqualTo(NumberedRecords.read(cluster.bootstrap(), INPUT, PARTITIONS));
    }

    private static void awaitMore(Chain chain) {
        int enough = chain.copied() + BETWEEN_KILLS;
        TrialCluster.await(() -> chain.copied() >= enough);
    }
}
