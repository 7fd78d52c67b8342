package io.weir.protocol.records;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.protocol.compress.Compression;
import io.weir.protocol.compress.CompressionType;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.common.record.internal.MemoryRecords;
import org.apache.kafka.common.record.internal.MemoryRecordsBuilder;
import org.apache.kafka.common.utils.Utils;
import org.apache.kafka.common.utils.internals.ByteBufferOutputStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Kafka reads the batches we build, and we read the ones it builds, field by field. */
class RecordBatchOracleTest {

    private static final int SEEDS = 150;
    private static final long BASE_OFFSET = 1_234_567_890_123L;
    private static final ProducerSequence PRODUCER = new ProducerSequence(77L, (short) 3, 9_000);
    private static final int LEADER_EPOCH = 12;

    @ParameterizedTest
    @EnumSource
    void kafkaReadsWhatWeBuild(CompressionType type) {
        for (long seed = 0; seed < SEEDS; seed++) {
            // given
            List<Record> records = new RandomRecords(seed).from(BASE_OFFSET);
            RecordBatchBuilder builder = new RecordBatchBuilder(Compression.of(type))
                    .baseOffset(BASE_OFFSET)
                    .leaderEpoch(LEADER_EPOCH)
                    .producer(PRODUCER)
                    .transactional();
            records.forEach(builder::append);

            // when
            ByteBuffer built = builder.build();

            // then
            var batch =
                    MemoryRecords.readableRecords(built).batches().iterator().next();
            batch.ensureValid();
            assertThat(batch.sizeInBytes()).isEqualTo(built.remaining());
            assertThat(batch.compressionType().id).isEqualTo((byte) type.id());
            assertThat(batch.baseOffset()).isEqualTo(BASE_OFFSET);
            assertThat(batch.lastOffset()).isEqualTo(BASE_OFFSET + records.size() - 1);
            assertThat(batch.maxTimestamp()).isEqualTo(maxTimestamp(records));
            assertThat(batch.producerId()).isEqualTo(PRODUCER.producerId());
            assertThat(batch.producerEpoch()).isEqualTo(PRODUCER.producerEpoch());
            assertThat(batch.baseSequence()).isEqualTo(PRODUCER.baseSequence());
            assertThat(batch.partitionLeaderEpoch()).isEqualTo(LEADER_EPOCH);
            assertThat(batch.isTransactional()).isTrue();
            assertThat(batch.isControlBatch()).isFalse();
            assertThat(batch.timestampType()).isEqualTo(TimestampType.CREATE_TIME);
            assertThat(fromKafka(batch)).as("seed %d", seed).isEqualTo(records);
        }
    }

    @ParameterizedTest
    @EnumSource
    void weReadWhatKafkaBuilds(CompressionType type) {
        for (long seed = 0; seed < SEEDS; seed++) {
            // given
            List<Record> records = new RandomRecords(seed).from(BASE_OFFSET);

            // when
            RecordBatch batch = RecordBatches.of(kafkaBuilds(type, records)).single();

            // then
            assertThat(batch.isCrcValid()).isTrue();
            assertThat(batch.compression()).isEqualTo(type);
            assertThat(batch.baseOffset()).isEqualTo(BASE_OFFSET);
            assertThat(batch.lastOffset()).isEqualTo(BASE_OFFSET + records.size() - 1);
            assertThat(batch.lastSequence()).isEqualTo(PRODUCER.baseSequence() + records.size() - 1);
            assertThat(batch.recordCount()).isEqualTo(records.size());
            assertThat(batch.maxTimestamp()).isEqualTo(maxTimestamp(records));
            assertThat(batch.producerId()).isEqualTo(PRODUCER.producerId());
            assertThat(batch.partitionLeaderEpoch()).isEqualTo(LEADER_EPOCH);
            assertThat(read(batch)).as("seed %d", seed).isEqualTo(records);

            WalkedRecords walked = RecordWalker.walk(batch, RecordRules.NONE);
            assertThat(walked.defects()).isEmpty();
            assertThat(walked.maxTimestampMs()).isEqualTo(maxTimestamp(records));
            assertThat(walked.offsetDeltaOfMaxTimestamp()).isEqualTo(indexOfMaxTimestamp(records));
        }
    }

    @ParameterizedTest
    @EnumSource
    void recompressedBatchesHoldTheSame(CompressionType target) {
        for (CompressionType source : CompressionType.values()) {
            // given
            List<Record> records = new RandomRecords(source.id()).from(BASE_OFFSET);
            RecordBatch batch = RecordBatches.of(kafkaBuilds(source, records)).single();

            // when
            ByteBuffer recompressed = BatchCompressor.recompress(batch, Compression.of(target), 1 << 24);

            // then
            var result = MemoryRecords.readableRecords(recompressed)
                    .batches()
                    .iterator()
                    .next();
            result.ensureValid();
            assertThat(result.sizeInBytes()).isEqualTo(recompressed.remaining());
            assertThat(result.compressionType().id).isEqualTo((byte) target.id());
            assertThat(result.baseSequence()).isEqualTo(PRODUCER.baseSequence());
            assertThat(fromKafka(result)).isEqualTo(records);
        }
    }

    static ByteBuffer kafkaBuilds(CompressionType type, List<Record> records) {
        var builder = new MemoryRecordsBuilder(
                new ByteBufferOutputStream(1024),
                (byte) 2,
                org.apache.kafka.common.compress.Compression.of(type.configName())
                        .build(),
                TimestampType.CREATE_TIME,
                records.getFirst().offset(),
                RecordBatch.NO_TIMESTAMP,
                PRODUCER.producerId(),
                PRODUCER.producerEpoch(),
                PRODUCER.baseSequence(),
                false,
                false,
                LEADER_EPOCH,
                Integer.MAX_VALUE);
        for (Record record : records) {
            Header[] headers = record.headers().stream()
                    .map(header -> new org.apache.kafka.common.header.internals.RecordHeader(
                            header.keyBytes().duplicate(), header.value()))
                    .toArray(Header[]::new);
            builder.append(record.timestampMs(), record.key(), record.value(), headers);
        }
        return builder.build().buffer();
    }

    static List<Record> read(RecordBatch batch) {
        List<Record> records = new ArrayList<>();
        try (RecordReader reader = batch.records()) {
            reader.forEachRemaining(records::add);
        }
        return records;
    }

    private static List<Record> fromKafka(org.apache.kafka.common.record.internal.RecordBatch batch) {
        List<Record> records = new ArrayList<>();
        for (var record : batch) {
            List<RecordHeader> headers = new ArrayList<>();
            for (Header header : record.headers()) {
                headers.add(RecordHeader.of(header.key(), header.value()));
            }
            records.add(
                    new Record(record.offset(), record.timestamp(), copy(record.key()), copy(record.value()), headers));
        }
        return records;
    }

    @SuppressWarnings("NullAway") // Kafka's toNullableArray is made for null.
    private static ByteBuffer copy(ByteBuffer bytes) {
        byte[] array = Utils.toNullableArray(bytes);
        return array == null ? null : ByteBuffer.wrap(array);
    }

    private static long maxTimestamp(List<Record> records) {
        return records.stream().mapToLong(Record::timestampMs).max().orElseThrow();
    }

    private static int indexOfMaxTimestamp(List<Record> records) {
        long max = maxTimestamp(records);
        return max == RecordBatch.NO_TIMESTAMP
                ? -1
                : records.stream().map(Record::timestampMs).toList().indexOf(max);
    }
}
