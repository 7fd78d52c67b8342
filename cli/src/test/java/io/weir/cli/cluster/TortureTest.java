package io.weir.cli.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Three real processes that are killed, paused, cut off and left without room, as a seed says, while records are written with
 * acks=all and a group copies others in transactions: nothing acknowledged is lost, nothing is doubled, order is kept, and all comes
 * back by itself. {@code -Dweir.torture.seconds=N} goes on for longer, {@code -Dweir.torture.seed=S} does other things.
 */
@Tag("kills")
@Timeout(value = 24, unit = TimeUnit.HOURS)
final class TortureTest {

    private static final String RECORDS = "orders";
    private static final String INPUTS = "inputs";
    private static final String COPIES = "copies";
    private static final int PARTITIONS = 6;
    private static final int WITH_OWN_DISK = 3;
    private static final int SECONDS = Integer.getInteger("weir.torture.seconds", 40);
    private static final long SEED = Long.getLong("weir.torture.seed", 1);

    /** Longer than a session, at times. */
    private static final int LONGEST_MS = 14_000;

    @TempDir
    private Path root;

    private final Random random = new Random(SEED);
    private final Map<Fault, Integer> counts = new EnumMap<>(Fault.class);
    private TrialCluster cluster;
    private OwnDisk disk;

    private enum Fault {
        KILL,
        PAUSE,
        CUT,
        ONE_WAY_CUT,
        FULL_DISK
    }

    @BeforeEach
    void start() throws Exception {
        disk = OwnDisk.at(root.resolve(Integer.toString(WITH_OWN_DISK)));
        cluster = TrialCluster.startWithLinks(root);
    }

    @AfterEach
    void stop() throws Exception {
        cluster.close();
        disk.close();
    }

    @Test
    void whateverHappensNothingIsLostOrDoubled() throws Exception {
        // given
        for (String topic : new String[] {RECORDS, INPUTS, COPIES}) {
            cluster.createTopic(topic, PARTITIONS);
        }
        NumberedRecords records = NumberedRecords.begin(cluster.bootstrap(), RECORDS, PARTITIONS, Duration.ofMillis(2));
        NumberedRecords inputs = NumberedRecords.begin(cluster.bootstrap(), INPUTS, PARTITIONS, Duration.ofMillis(5));
        Chain chain = Chain.begin(cluster.bootstrap(), INPUTS, COPIES);

        // when
        long endNanos = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
        while (System.nanoTime() < endNanos) {
            Member member = cluster.member(1 + random.nextInt(cluster.members().size()));
            Fault fault = Fault.values()[random.nextInt(Fault.values().length)];
            counts.merge(fault, 1, Integer::sum);
            System.out.println("TortureTest: " + fault + " of broker " + member.nodeId());
            happen(fault, member);
            records.awaitMore();
            if (random.nextBoolean()) {
                cluster.awaitAllInSync(RECORDS);
            }
        }
        records.end();
        inputs.end();
        cluster.awaitAllInSync(RECORDS);
        cluster.awaitAllInSync(INPUTS);
        chain.awaitAllCopied(PARTITIONS);
        chain.end();

        // then
        records.assertKept(cluster.bootstrap(), records.acknowledged());
        inputs.assertKept(cluster.bootstrap(), inputs.acknowledged());
        assertThat(NumberedRecords.read(cluster.bootstrap(), COPIES, PARTITIONS))
                .isEqualTo(NumberedRecords.read(cluster.bootstrap(), INPUTS, PARTITIONS));
        System.out.printf(
                "TortureTest: %s in %d s; %,d and %,d records acknowledged, %,d transactions, %d lives of the chain%n",
                counts,
                SECONDS,
                records.acknowledged().size(),
                inputs.acknowledged().size(),
                chain.transactions(),
                chain.begun());
    }

    private void happen(Fault fault, Member member) throws Exception {
        switch (fault) {
            case KILL -> {
                cluster.kill(member);
                pass();
                var _ = member.start(false);
                TrialCluster.await(() -> member.process().isPresent());
            }
            case PAUSE -> {
                cluster.pause(member);
                pass();
                cluster.resume(member);
            }
            case CUT, ONE_WAY_CUT -> {
                for (Member other : cluster.members()) {
                    cluster.links().cut(member.nodeId(), other.nodeId());
                    if (fault == Fault.CUT) {
                        cluster.links().cut(other.nodeId(), member.nodeId());
                    }
                }
                pass();
                cluster.links().heal();
            }
            case FULL_DISK -> {
                if (disk.isMounted()) {
                    // A process whose disk is full when it starts ends by itself, and somebody has to start it again.
                    TrialCluster.await(() -> cluster.serving().contains(WITH_OWN_DISK));
                    disk.fill();
                    pass();
                    disk.free();
                }
            }
        }
    }

    private void pass() {
        long untilNanos = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(random.nextInt(LONGEST_MS));
        while (System.nanoTime() < untilNanos) {
            LockSupport.parkNanos(untilNanos - System.nanoTime());
        }
    }
}
