package io.weir.cli.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Three real processes, one of them on a file system of its own, which somebody else fills to the last byte: the others lead what it
 * led, nothing is lost, and it is one of them again when it has room. Skipped where no file system can be mounted; root can.
 */
@Tag("kills")
@Timeout(300)
final class FullDiskTest {

    private static final String TOPIC = "orders";
    private static final int PARTITIONS = 6;
    private static final int FULL = 3;

    @TempDir
    private Path root;

    @Test
    void aBrokerWhoseDiskIsFullIsReplacedAndComesBackWithRoom() throws Exception {
        // given
        try (OwnDisk disk = OwnDisk.at(root.resolve(Integer.toString(FULL)));
                TrialCluster cluster = TrialCluster.start(root)) {
            assumeTrue(disk.isMounted());
            cluster.createTopic(TOPIC, PARTITIONS);
            NumberedRecords records = NumberedRecords.begin(cluster.bootstrap(), TOPIC, PARTITIONS);
            cluster.awaitAllInSync(TOPIC);

            // when
            disk.fill();
            cluster.awaitFenced(cluster.member(FULL));
            for (int partition = 0; partition < PARTITIONS; partition++) {
                assertThat(cluster.leader(TOPIC, partition)).isNotEqualTo(FULL);
            }
            records.awaitMore();
            disk.free();

            // then
            cluster.awaitAllInSync(TOPIC);
            records.awaitMore();
            records.end();
            records.assertKept(cluster.bootstrap(), records.acknowledged());
        }
    }
}
