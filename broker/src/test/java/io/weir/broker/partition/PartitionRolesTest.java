package io.weir.broker.partition;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.broker.metrics.TopicTraffic;
import io.weir.log.AppendRequest;
import io.weir.log.LogEnvironment;
import io.weir.log.append.Scrutiny;
import io.weir.log.config.LogConfig;
import io.weir.log.disk.Disk;
import io.weir.log.disk.NioDisk;
import io.weir.log.flush.InlineFlusher;
import io.weir.log.producer.TransactionProof;
import io.weir.log.store.LogStore;
import io.weir.log.store.LogStoreException;
import io.weir.log.store.StoreConfig;
import io.weir.metadata.image.Leadership;
import io.weir.metadata.image.PartitionImage;
import io.weir.protocol.extension.TransactionOrigin;
import io.weir.protocol.records.RecordBatchBuilder;
import io.weir.protocol.types.ErrorCode;
import io.weir.protocol.types.Uuid;
import io.weir.replication.leader.Extent;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What goes on, and what does not, when a partition has another role here than before. */
final class PartitionRolesTest {

    private static final PartitionId ID = new PartitionId(new Uuid(1, 2), "topic", 0, false);

    @TempDir
    private Path data;

    private Runnable whenDiskIsUsed = () -> {};
    private LogStore logs;
    private Partition partition;

    @BeforeEach
    void open() throws LogStoreException {
        logs = LogStore.open(
                new StoreConfig(List.of(data), "cluster", 1),
                new LogEnvironment(
                        disk(),
                        InstantSource.system(),
                        new InlineFlusher(),
                        LogEnvironment.DEFAULT_PRODUCER_ID_EXPIRATION_MS));
        partition = new Partition(
                ID,
                image(1, 5, 1),
                new TopicTraffic(),
                listener -> logs.log(ID.folderName(), ID.topicId(), LogConfig.DEFAULTS, listener));
    }

    @AfterEach
    void close() {
        logs.close();
    }

    @Test
    void whoWaitsForAppendsHearsOfThemInTheNextLeaderEpochToo() {
        // given
        AtomicInteger heard = new AtomicInteger();
        lead(image(1, 5, 1, 2));
        partition.watchEnd(heard::incrementAndGet);

        // when
        lead(image(1, 6, 1, 2));
        append();

        // then
        assertThat(heard).hasValue(1);
    }

    @Test
    void anAppendUnderWayWhenThePartitionGotItsSecondReplicaIsKeptWhenThatHasIt() {
        // given: both are in sync
        lead(image(1, 5, 1));
        append();
        lead(image(1, 5, 1, 2));
        partition.others().fetched(2, 1, new Extent(0, 1));

        // when: one that began before ends now, and the other has it
        partition.log().append(batch(), AppendRequest.fromClient(5));
        List<ErrorCode> outcomes = new ArrayList<>();
        partition.whenKept(partition.era(), 2, Long.MAX_VALUE, outcomes::add);
        partition.others().fetched(2, 1, new Extent(0, 2));

        // then
        assertThat(outcomes).containsExactly(ErrorCode.NONE);
    }

    @Test
    void whatTheControllerDecidesDoesNotWaitForTheLogToBeOpened() {
        // given
        lead(image(1, 5, 1, 2));
        AtomicInteger decided = new AtomicInteger();
        whenDiskIsUsed = () -> {
            CompletableFuture<Void> decision = CompletableFuture.runAsync(
                    () -> lead(new PartitionImage(
                            0, List.of(1, 2), List.of(Uuid.ZERO, Uuid.ZERO), List.of(1), new Leadership(1, 5, 6))),
                    Thread::startVirtualThread);
            assertThat(decision).succeedsWithin(Duration.ofSeconds(20));
            decided.incrementAndGet();
        };

        // when
        partition.others().fetched(2, 1, new Extent(0, 0));

        // then
        assertThat(decided).hasValue(1);
        assertThat(partition.others().isInSync(2)).isFalse();
    }

    @Test
    void whoBeganTransactionsIsForgottenWhenOthersLead() {
        // given
        lead(image(1, 5, 1, 2));
        partition.transactionOrigins().begun(7, new TransactionOrigin("client", "host", 1_000));

        // when: the transaction may end there, and another begin
        partition.follow(image(2, 6, 1, 2), ReplicationPorts.alone(1));
        lead(image(1, 7, 1, 2));

        // then
        assertThat(partition.transactionOrigins().of(7)).isEmpty();
    }

    /** The real one, of which the next use runs something first. */
    private Disk disk() {
        Disk real = new NioDisk();
        return (Disk) Proxy.newProxyInstance(
                Disk.class.getClassLoader(), new Class<?>[] {Disk.class}, (_, method, args) -> {
                    Runnable first = whenDiskIsUsed;
                    whenDiskIsUsed = () -> {};
                    first.run();
                    try {
                        return method.invoke(real, args);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    private void lead(PartitionImage image) {
        partition.lead(image, ReplicationPorts.alone(1), 1);
    }

    private void append() {
        partition.append(batch(), TransactionProof.NONE, Scrutiny.RECORDS);
    }

    private static ByteBuffer batch() {
        return RecordBatchBuilder.plain()
                .append(1_000, null, ByteBuffer.allocate(10))
                .build();
    }

    private static PartitionImage image(int leader, int leaderEpoch, Integer... replicas) {
        return new PartitionImage(
                0,
                List.of(replicas),
                List.of(replicas).stream().map(_ -> Uuid.ZERO).toList(),
                List.of(replicas),
                new Leadership(leader, leaderEpoch, leaderEpoch));
    }
}
