package io.weir.broker.fetch;

import io.weir.broker.partition.Partition;
import io.weir.broker.partition.Partitions;
import io.weir.broker.request.RequestContext;
import io.weir.log.ReadResult;
import io.weir.log.checkpoint.EpochEndOffset;
import io.weir.log.error.LogException;
import io.weir.log.error.LogRangeException;
import io.weir.protocol.messages.FetchResponse;
import io.weir.protocol.messages.FetchResponse.AbortedTransaction;
import io.weir.protocol.messages.FetchResponse.PartitionData;
import io.weir.protocol.types.BufferPayload;
import io.weir.protocol.types.ErrorCode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** Reads the partitions of one fetch within the bytes it may have: regions of files, nothing copied. */
final class FetchReader {

    private final Partitions partitions;

    private final ReadReplicas replicas;

    FetchReader(Partitions partitions, ReadReplicas replicas) {
        this.partitions = partitions;
        this.replicas = replicas;
    }

    /** Reads each partition in turn; the first that has records gives a whole batch even above the limits. */
    List<FetchedPartition> read(FetchLimits limits, RequestContext context, Map<FetchTarget, FetchPosition> positions) {
        List<FetchedPartition> fetched = new ArrayList<>(positions.size());
        long left = limits.maxBytes();
        boolean any = false;
        for (Map.Entry<FetchTarget, FetchPosition> entry : positions.entrySet()) {
            FetchTarget target = entry.getKey();
            Resolved resolved = resolve(limits, context, target);
            FetchedPartition result = switch (resolved) {
                case Resolved.Failed failed -> FetchedPartition.failed(target, failed.error());
                case Resolved.Found found -> {
                    FetchPosition position = entry.getValue();
                    int maxBytes = Math.clamp(Math.min(left, position.maxBytes()), 0, Integer.MAX_VALUE);
                    yield read(found.partition(), target, position, limits.withMaxBytes(maxBytes), !any);
                }
            };
            int bytes = FetchedPartition.recordBytes(result.data());
            left -= bytes;
            any |= bytes > 0;
            fetched.add(result);
        }
        return fetched;
    }

    /** The partitions among these that exist and may be read: those whose news can end a wait. */
    List<Partition> readable(FetchLimits limits, RequestContext context, Map<FetchTarget, FetchPosition> positions) {
        List<Partition> readable = new ArrayList<>();
        for (FetchTarget target : positions.keySet()) {
            if (resolve(limits, context, target) instanceof Resolved.Found(Partition partition)) {
                readable.add(partition);
            }
        }
        return readable;
    }

    private Resolved resolve(FetchLimits limits, RequestContext context, FetchTarget target) {
        String name = limits.byTopicId() ? partitions.topicName(target.topicId()) : target.topic();
        if (name == null) {
            return new Resolved.Failed(ErrorCode.UNKNOWN_TOPIC_ID);
        }
        if (!context.permits(Fetcher.READ_TOPIC, name)) {
            return new Resolved.Failed(ErrorCode.TOPIC_AUTHORIZATION_FAILED);
        }
        @Nullable
        Partition partition = limits.reader().fromAnyReplica()
                ? partitions.findReplica(name, target.partition())
                : partitions.find(name, target.partition());
        return partition == null
                ? new Resolved.Failed(partitions.whyNotHere(name, target.partition()))
                : new Resolved.Found(partition);
    }

    private FetchedPartition read(
            Partition partition,
            FetchTarget target,
            FetchPosition position,
            FetchLimits limits,
            boolean atLeastOneBatch) {
        ErrorCode epochError = partition.checkLeaderEpoch(position.currentLeaderEpoch());
        if (epochError != ErrorCode.NONE) {
            return FetchedPartition.failed(target, epochError, partition.traffic());
        }
        try {
            OptionalInt elsewhere = elsewhere(partition, position, limits.reader());
            if (elsewhere.isPresent()) {
                return FetchedPartition.elsewhere(target, partition, elsewhere.getAsInt());
            }
            PartitionData.Builder data = PartitionData.builder()
                    .partitionIndex(target.partition())
                    .logStartOffset(partition.logStartOffset())
                    .records(BufferPayload.EMPTY);
            FetchResponse.EpochEndOffset divergence = divergence(partition, position);
            long records = 0;
            if (divergence != null) {
                data.divergingEpoch(divergence);
            } else {
                ReadResult.Data read =
                        partition.read(position.offset(), limits.maxBytes(), limits.readCommitted(), atLeastOneBatch);
                data.records(read.payload());
                records = read.nextOffset() - position.offset();
                if (limits.readCommitted()) {
                    data.abortedTransactions(aborted(partition, position.offset()));
                }
            }
            // Read after the records, so that no record comes with a high watermark below it.
            return new FetchedPartition(
                    target,
                    data.highWatermark(partition.highWatermark().offset())
                            .lastStableOffset(partition.lastStableOffset())
                            .build(),
                    records,
                    partition.traffic());
        } catch (LogException e) {
            return FetchedPartition.failed(target, e.errorCode(), partition.traffic());
        }
    }

    private OptionalInt elsewhere(Partition partition, FetchPosition position, Reader reader) {
        return reader.fromAnyReplica()
                ? replicas.elsewhere(
                        reader.rack(), reader.listener(), position.offset(), partition.others()::readableAt)
                : OptionalInt.empty();
    }

    /** Where the consumer's log and ours part, if they do: it read what a lost leader never got replicated (KIP-595). */
    private static FetchResponse.@Nullable EpochEndOffset divergence(Partition partition, FetchPosition position) {
        if (position.lastFetchedEpoch() < 0) {
            return null;
        }
        EpochEndOffset end = partition.endOffsetFor(position.lastFetchedEpoch());
        if (!end.isDefined()) {
            throw new LogRangeException("leader epoch " + position.lastFetchedEpoch() + " of " + partition
                    + " is unknown: nothing of it is left");
        }
        if (end.epoch() >= position.lastFetchedEpoch() && end.endOffset() >= position.offset()) {
            return null;
        }
        return FetchResponse.EpochEndOffset.builder()
                .epoch(end.epoch())
                .endOffset(end.endOffset())
                .build();
    }

    /** The transactions whose records the consumer has to skip; those that began above what it gets do no harm. */
    private static List<AbortedTransaction> aborted(Partition partition, long offset) {
        return partition.log().abortedTransactions(offset, partition.lastStableOffset()).stream()
                .map(transaction -> AbortedTransaction.builder()
                        .producerId(transaction.producerId())
                        .firstOffset(transaction.firstOffset())
                        .build())
                .toList();
    }

    private sealed interface Resolved {
        record Found(Partition partition) implements Resolved {}

        record Failed(ErrorCode error) implements Resolved {}
    }
}
