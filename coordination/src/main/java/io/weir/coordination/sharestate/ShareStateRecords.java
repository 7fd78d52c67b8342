package io.weir.coordination.sharestate;

import io.weir.coordination.runtime.CoordinatorRecord;
import io.weir.coordination.schema.ShareSnapshotKey;
import io.weir.coordination.schema.ShareSnapshotValue;
import io.weir.coordination.schema.ShareUpdateKey;
import io.weir.coordination.schema.ShareUpdateValue;
import io.weir.protocol.wire.Message;
import io.weir.protocol.wire.MessageReader;
import java.nio.ByteBuffer;
import java.util.Optional;

/** The records of __share_group_state, byte for byte as Kafka 4.3 writes them: whole states, and updates to them. */
final class ShareStateRecords {

    private static final short SNAPSHOT = 0;
    private static final short UPDATE = 1;

    /** The only version of each of these keys and values. */
    private static final short VERSION = 0;

    private ShareStateRecords() {}

    /** What a record says. */
    sealed interface Content {
        SharePartitionKey key();

        record Snapshot(SharePartitionKey key, ShareState state) implements Content {}

        record Update(SharePartitionKey key, StateWrite write) implements Content {}

        record Gone(SharePartitionKey key) implements Content {}
    }

    static CoordinatorRecord snapshot(SharePartitionKey key, ShareState state) {
        ShareSnapshotValue value = ShareSnapshotValue.builder()
                .snapshotEpoch(state.snapshotEpoch())
                .stateEpoch(state.epochs().state())
                .leaderEpoch(state.epochs().leader())
                .startOffset(state.startOffset())
                .deliveryCompleteCount(state.deliveryCompleteCount())
                .createTimestamp(state.times().createdMs())
                .writeTimestamp(state.times().writtenMs())
                .stateBatches(state.batches().stream()
                        .map(batch -> ShareSnapshotValue.StateBatch.builder()
                                .firstOffset(batch.firstOffset())
                                .lastOffset(batch.lastOffset())
                                .deliveryState(batch.state())
                                .deliveryCount(batch.deliveryCount())
                                .build())
                        .toList())
                .build();
        return new CoordinatorRecord(snapshotKey(key), bytes(value, VERSION));
    }

    /** An update to the snapshot of this epoch. */
    static CoordinatorRecord update(SharePartitionKey key, int snapshotEpoch, StateWrite write) {
        ShareUpdateValue value = ShareUpdateValue.builder()
                .snapshotEpoch(snapshotEpoch)
                .leaderEpoch(write.epochs().leader())
                .startOffset(write.startOffset())
                .deliveryCompleteCount(write.deliveryCompleteCount())
                .stateBatches(write.batches().stream()
                        .map(batch -> ShareUpdateValue.StateBatch.builder()
                                .firstOffset(batch.firstOffset())
                                .lastOffset(batch.lastOffset())
                                .deliveryState(batch.state())
                                .deliveryCount(batch.deliveryCount())
                                .build())
                        .toList())
                .build();
        ByteBuffer keyBytes = bytes(
                ShareUpdateKey.builder()
                        .groupId(key.groupId())
                        .topicId(key.topicId())
                        .partition(key.partition())
                        .build(),
                UPDATE);
        return new CoordinatorRecord(keyBytes, bytes(value, VERSION));
    }

    static CoordinatorRecord tombstone(SharePartitionKey key) {
        return CoordinatorRecord.tombstone(snapshotKey(key));
    }

    /** Empty for a record of another kind, and for the tombstone of an update, which nobody writes. */
    static Optional<Content> read(CoordinatorRecord record) {
        MessageReader in = new MessageReader(record.key().duplicate());
        short kind = in.int16();
        ByteBuffer value = record.value();
        return switch (kind) {
            case SNAPSHOT -> {
                ShareSnapshotKey key = ShareSnapshotKey.read(in, VERSION);
                SharePartitionKey of = new SharePartitionKey(key.groupId(), key.topicId(), key.partition());
                yield Optional.of(value == null ? new Content.Gone(of) : new Content.Snapshot(of, state(value)));
            }
            case UPDATE -> {
                ShareUpdateKey key = ShareUpdateKey.read(in, VERSION);
                SharePartitionKey of = new SharePartitionKey(key.groupId(), key.topicId(), key.partition());
                yield value == null ? Optional.empty() : Optional.of(new Content.Update(of, write(value)));
            }
            default -> Optional.empty();
        };
    }

    private static ShareState state(ByteBuffer bytes) {
        MessageReader in = new MessageReader(bytes.duplicate());
        ShareSnapshotValue value = ShareSnapshotValue.read(in, in.int16());
        return new ShareState(
                value.snapshotEpoch(),
                new ShareState.Epochs(value.stateEpoch(), value.leaderEpoch()),
                value.startOffset(),
                value.deliveryCompleteCount(),
                value.stateBatches().stream()
                        .map(batch -> new StateBatch(
                                batch.firstOffset(), batch.lastOffset(), batch.deliveryState(), batch.deliveryCount()))
                        .toList(),
                new ShareState.Times(value.createTimestamp(), value.writeTimestamp()));
    }

    private static StateWrite write(ByteBuffer bytes) {
        MessageReader in = new MessageReader(bytes.duplicate());
        ShareUpdateValue value = ShareUpdateValue.read(in, in.int16());
        return new StateWrite(
                new ShareState.Epochs(-1, value.leaderEpoch()),
                value.startOffset(),
                value.deliveryCompleteCount(),
                value.stateBatches().stream()
                        .map(batch -> new StateBatch(
                                batch.firstOffset(), batch.lastOffset(), batch.deliveryState(), batch.deliveryCount()))
                        .toList());
    }

    private static ByteBuffer snapshotKey(SharePartitionKey key) {
        return bytes(
                ShareSnapshotKey.builder()
                        .groupId(key.groupId())
                        .topicId(key.topicId())
                        .partition(key.partition())
                        .build(),
                SNAPSHOT);
    }

    private static ByteBuffer bytes(Message message, short prefix) {
        return CoordinatorRecord.bytes(prefix, message, VERSION);
    }
}
