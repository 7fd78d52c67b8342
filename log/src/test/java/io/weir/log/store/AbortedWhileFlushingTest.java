package io.weir.log.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.log.AppendRequest;
import io.weir.log.DurabilityListener;
import io.weir.log.PartitionLog;
import io.weir.log.SimulatedClock;
import io.weir.log.TestBatches;
import io.weir.log.TestLogs;
import io.weir.log.config.LogConfig;
import io.weir.log.disk.SimulatedDisk;
import io.weir.log.flush.Flusher;
import io.weir.log.flush.InlineFlusher;
import io.weir.protocol.types.Uuid;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A transaction that is aborted between the two halves of a flush pass. */
class AbortedWhileFlushingTest {

    private static final Uuid TOPIC = new Uuid(1, 2);
    private static final AppendRequest CLIENT = AppendRequest.fromClient(0);

    private final SimulatedDisk disk = new SimulatedDisk();
    private final SimulatedClock clock = new SimulatedClock(1000);

    @Test
    void isKnownAfterAPowerCut() throws Exception {
        // given a pass that does not know of the marker, and one that does
        HeldFlusher flusher = new HeldFlusher();
        LogStore store = open(disk, flusher);
        PartitionLog log = log(store);
        log.append(TestBatches.transactional(7, 0, 0, 0, "a"), CLIENT);
        flusher.begin();
        log.append(TestBatches.marker(7, 0, false, 0), AppendRequest.transactionMarker(0, 1));
        flusher.end();
        assertThat(log.durableOffset()).isEqualTo(1);
        log.append(TestBatches.plain(0, "b"), CLIENT);
        flusher.begin();
        flusher.end();
        assertThat(log.durableOffset()).isEqualTo(3);
        // with a recovery point above the marker, nobody would look for it in the batches
        store.checkpoint();

        for (long seed = 0; seed < 20; seed++) {
            // when
            PartitionLog found = log(open(disk.afterPowerLoss(seed), new InlineFlusher()));

            // then
            assertThat(found.abortedTransactions(0, 3)).singleElement().satisfies(transaction -> {
                assertThat(transaction.producerId()).isEqualTo(7);
                assertThat(transaction.lastOffset()).isEqualTo(1);
            });
        }
    }

    private LogStore open(SimulatedDisk on, Flusher flusher) throws LogStoreException {
        return LogStore.open(
                new StoreConfig(List.of(Path.of("/data")), "mine", 1), TestLogs.environment(on, clock, flusher));
    }

    private static PartitionLog log(LogStore store) {
        return store.log("topic-0", TOPIC, LogConfig.DEFAULTS, DurabilityListener.none());
    }
}
