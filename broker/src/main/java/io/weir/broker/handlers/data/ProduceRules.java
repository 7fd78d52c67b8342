package io.weir.broker.handlers.data;

import io.weir.coordination.runtime.TransactionalProducer;
import io.weir.log.error.AppendRejectedException;
import io.weir.protocol.compress.CompressionType;
import io.weir.protocol.messages.ProduceRequest;
import io.weir.protocol.messages.ProduceRequest.PartitionProduceData;
import io.weir.protocol.records.RecordBatch;
import io.weir.protocol.types.BufferPayload;
import io.weir.protocol.types.ErrorCode;
import java.nio.ByteBuffer;
import java.util.Optional;

/** What the protocol asks of the records in a produce request, beyond what a log asks of any client's batches. */
final class ProduceRules {

    /** zstd came with Produce version 7 (KIP-110). */
    private static final int FIRST_VERSION_WITH_ZSTD = 7;

    private static final int CODEC_MASK = 0x07;

    private ProduceRules() {}

    /**
     * The records of one partition.
     *
     * @throws AppendRejectedException when there are none, or they use a codec the version does not know
     */
    static ByteBuffer records(PartitionProduceData data, int version) {
        if (!(data.records() instanceof BufferPayload(ByteBuffer records))) {
            throw new AppendRejectedException(
                    ErrorCode.INVALID_RECORD,
                    "a produce request must have exactly one record batch per partition, this has none");
        }
        if (version < FIRST_VERSION_WITH_ZSTD && isZstd(records)) {
            throw new AppendRejectedException(
                    ErrorCode.UNSUPPORTED_COMPRESSION_TYPE,
                    "zstd needs Produce version " + FIRST_VERSION_WITH_ZSTD + " or later, this is " + version);
        }
        return records;
    }

    /** True when some batch claims to be part of a transaction; then the whole request is. */
    static boolean isTransactional(ProduceRequest request) {
        return request.topicData().stream()
                .flatMap(topic -> topic.partitionData().stream())
                .anyMatch(data -> transactionalBatch(data).isPresent());
    }

    /**
     * NONE, or why this request writes for nobody: it has records of several producers, or of several epochs of one. The
     * transaction coordinator is asked about one only, and what it says must not let the others' records in.
     */
    static ErrorCode producersRefusal(ProduceRequest request) {
        long producers = request.topicData().stream()
                .flatMap(topic -> topic.partitionData().stream())
                .flatMap(data -> transactionalBatch(data).stream())
                .map(batch -> new TransactionalProducer(batch.producerId(), batch.producerEpoch()))
                .distinct()
                .count();
        return producers > 1 ? ErrorCode.INVALID_PRODUCER_ID_MAPPING : ErrorCode.NONE;
    }

    /** The batch of one partition, if it claims to be part of a transaction. */
    static Optional<RecordBatch> transactionalBatch(PartitionProduceData data) {
        return data.records() instanceof BufferPayload(ByteBuffer records)
                        && records.remaining() >= RecordBatch.HEADER_BYTES
                        && RecordBatch.at(records, records.position()).isTransactional()
                ? Optional.of(RecordBatch.at(records, records.position()))
                : Optional.empty();
    }

    /** Whether the batch's header names a codec. */
    static boolean isCompressed(ByteBuffer records) {
        return codec(records) != CompressionType.NONE.id();
    }

    private static int codec(ByteBuffer records) {
        return records.remaining() >= RecordBatch.HEADER_BYTES
                ? RecordBatch.at(records, records.position()).attributes() & CODEC_MASK
                : CompressionType.NONE.id();
    }

    private static boolean isZstd(ByteBuffer records) {
        return codec(records) == CompressionType.ZSTD.id();
    }
}
