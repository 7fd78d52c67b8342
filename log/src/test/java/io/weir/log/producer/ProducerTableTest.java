package io.weir.log.producer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.log.TestBatches;
import io.weir.log.disk.SimulatedDisk;
import io.weir.log.error.AppendRejectedException;
import io.weir.protocol.records.RecordBatch;
import io.weir.protocol.types.ErrorCode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProducerTableTest {

    private static final Path FOLDER = Path.of("/topic-0");

    private final ProducerTable table = new ProducerTable(0);

    @Test
    void knowsTheLastFiveBatchesOnly() {
        // given
        for (int i = 0; i < 7; i++) {
            append(i, TestBatches.idempotent(1, 0, i, 0, "v"));
        }

        // when, then
        assertThat(table.duplicateOf(batch(0, TestBatches.idempotent(1, 0, 1, 0, "v"))))
                .isEmpty();
        assertThat(table.duplicateOf(batch(0, TestBatches.idempotent(1, 0, 2, 0, "v"))))
                .hasValueSatisfying(known -> assertThat(known.firstOffset()).isEqualTo(2));
        assertThat(table.duplicateOf(batch(0, TestBatches.idempotent(1, 0, 5, 0, "v", "v"))))
                .isEmpty();
    }

    @Test
    void sequencesWrapToZero() {
        // given
        append(0, TestBatches.idempotent(1, 0, Integer.MAX_VALUE - 1, 0, "a", "b"));

        // when
        append(2, TestBatches.idempotent(1, 0, 0, 0, "c"));

        // then
        assertThat(table.state(1).lastSequence()).isZero();
        assertThat(table.duplicateOf(batch(0, TestBatches.idempotent(1, 0, Integer.MAX_VALUE - 1, 0, "a", "b"))))
                .isPresent();
    }

    @Test
    void anUnknownProducerMayBeginAnywhereAndANewEpochAtZeroOnly() {
        // given
        append(0, TestBatches.idempotent(1, 0, 42, 0, "a"));

        // when, then
        assertThatThrownBy(() -> append(1, TestBatches.idempotent(1, 1, 43, 0, "b")))
                .isInstanceOfSatisfying(
                        AppendRejectedException.class,
                        e -> assertThat(e.errorCode()).isEqualTo(ErrorCode.OUT_OF_ORDER_SEQUENCE_NUMBER));
        append(1, TestBatches.idempotent(1, 1, 0, 0, "b"));
        assertThat(table.state(1).epoch()).isEqualTo((short) 1);
    }

    @Test
    void anOpenTransactionIsNotLeftByAPlainBatch() {
        // given
        append(0, TestBatches.transactional(1, 0, 0, 0, "a"));

        // when, then
        assertThatThrownBy(() -> append(1, TestBatches.idempotent(1, 0, 1, 0, "b")))
                .isInstanceOfSatisfying(
                        AppendRejectedException.class,
                        e -> assertThat(e.errorCode()).isEqualTo(ErrorCode.INVALID_TXN_STATE));
    }

    @Test
    void forgetsSilentProducersWithoutTransactions() {
        // given
        append(0, TestBatches.idempotent(1, 0, 0, 100, "a"));
        append(1, TestBatches.transactional(2, 0, 0, 100, "b"));

        // when
        table.expire(1100, 1000);

        // then
        assertThat(table.states()).extracting(ProducerState::producerId).containsExactly(2L);
    }

    @Test
    void snapshotsAreReadBackAndDamagedOnesDeleted() throws IOException {
        // given
        SimulatedDisk disk = new SimulatedDisk();
        disk.createDirectories(FOLDER);
        append(0, TestBatches.transactional(1, 3, 7, 55, "a", "b"));
        ProducerSnapshots snapshots = new ProducerSnapshots(disk, FOLDER, List.of());
        snapshots.write(2, table.states(), true);
        snapshots.write(5, List.of(), true);
        disk.flipBit(FOLDER.resolve("00000000000000000005.snapshot"), 4);

        // when
        ProducerSnapshots.Loaded loaded =
                new ProducerSnapshots(disk, FOLDER, disk.list(FOLDER)).latest(9).orElseThrow();

        // then
        assertThat(loaded.offset()).isEqualTo(2);
        assertThat(loaded.states()).isEqualTo(table.states());
        assertThat(disk.list(FOLDER)).containsExactly("00000000000000000002.snapshot");
    }

    private void append(long offset, ByteBuffer bytes) {
        RecordBatch batch = batch(offset, bytes);
        ProducerUpdate update = table.prepare(AppendOrigin.CLIENT, 0);
        update.add(batch);
        table.apply(update, batch.nextOffset());
    }

    private static RecordBatch batch(long offset, ByteBuffer bytes) {
        RecordBatch batch = RecordBatch.at(bytes, 0);
        batch.assign(offset, 0);
        return batch;
    }
}
