package io.weir.cli.cluster;

import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Three real processes whose links are cut, both ways or one, while clients reach all of them: what was acknowledged is there,
 * once and in order, and the cluster recovers by itself.
 */
@Tag("kills")
@Timeout(300)
final class CutLinksTest {

    private static final String TOPIC = "orders";
    private static final int PARTITIONS = 6;

    @TempDir
    private Path root;

    private TrialCluster cluster;
    private NumberedRecords records;

    @BeforeEach
    void start() throws Exception {
        cluster = TrialCluster.startWithLinks(root);
        cluster.createTopic(TOPIC, PARTITIONS);
        records = NumberedRecords.begin(cluster.bootstrap(), TOPIC, PARTITIONS);
    }

    @AfterEach
    void stop() {
        cluster.close();
    }

    @Test
    void aBrokerThatReachesNoOtherIsReplacedThoughItsClientsReachIt() throws Exception {
        // given
        Member alone = cluster.member(cluster.leader(TOPIC, 0));

        // when
        for (Member other : cluster.members()) {
            cluster.links().cut(alone.nodeId(), other.nodeId());
            cluster.links().cut(other.nodeId(), alone.nodeId());
        }
        cluster.awaitFenced(alone);
        records.awaitMore();
        Set<Integer> acknowledged = records.acknowledged();
        cluster.links().heal();

        // then
        records.assertKept(alone.address(), acknowledged);
        assertAllIsWell();
    }

    @Test
    void aBrokerThatOthersDoNotHearIsReplaced() throws Exception {
        // given
        Member silent = cluster.member(cluster.leader(TOPIC, 0));

        // when
        for (Member other : cluster.members()) {
            cluster.links().cut(silent.nodeId(), other.nodeId());
        }
        cluster.awaitFenced(silent);
        records.awaitMore();
        cluster.links().heal();

        // then
        assertAllIsWell();
    }

    @Test
    void twoThatDoNotReachEachOtherGoOnByTheThird() throws Exception {
        // when
        cluster.links().cut(1, 2);
        cluster.links().cut(2, 1);
        records.awaitMore();
        records.awaitMore();
        cluster.links().heal();

        // then
        assertAllIsWell();
    }

    private void assertAllIsWell() throws InterruptedException {
        records.awaitMore();
        records.end();
        cluster.awaitAllInSync(TOPIC);
        records.assertKept(cluster.bootstrap(), records.acknowledged());
    }
}
