package io.weir.coordination.group;

import io.weir.coordination.consumer.ConsumerGroups;
import io.weir.coordination.runtime.CoordinatorRecord;
import io.weir.coordination.runtime.TransactionalProducer;
import io.weir.coordination.schema.GroupMetadataKey;
import io.weir.coordination.schema.GroupMetadataValue;
import io.weir.coordination.schema.OffsetCommitKey;
import io.weir.coordination.schema.OffsetCommitValue;
import io.weir.coordination.share.ShareGroups;
import io.weir.coordination.streams.StreamsGroups;
import io.weir.protocol.wire.MessageReader;
import java.nio.ByteBuffer;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Rebuilds groups and offsets from the records of __consumer_offsets, ours or Kafka's, in any version of them. */
final class GroupReplay {

    private static final Logger LOG = LoggerFactory.getLogger(GroupReplay.class);

    /** How keys of offsets began before version 1; the key is the same. */
    private static final short OLD_OFFSET_COMMIT_KEY = 0;

    private static final int NO_REBALANCE_TIMEOUT = -1;

    private final Groups groups;
    private final ModernGroups modern;
    private final OffsetStore offsets;
    private final Set<Short> skippedKinds = new HashSet<>();

    GroupReplay(Groups groups, ModernGroups modern, OffsetStore offsets) {
        this.groups = groups;
        this.modern = modern;
        this.offsets = offsets;
    }

    /** Buffers of the record are not kept. Throws MalformedMessageException at a record that is damaged. */
    void replay(CoordinatorRecord record) {
        MessageReader key = new MessageReader(record.key().duplicate());
        short kind = key.int16();
        switch (kind) {
            case OLD_OFFSET_COMMIT_KEY, GroupRecords.OFFSET_COMMIT_KEY ->
                replayOffset(OffsetCommitKey.read(key, kind), record.value());
            case GroupRecords.GROUP_METADATA_KEY ->
                replayGroup(GroupMetadataKey.read(key, kind).group(), record.value());
            default -> {
                if (!isOfConsumerGroup(kind, record)
                        && !isOfStreamsGroup(kind, record)
                        && !isOfShareGroup(kind, record)) {
                    skip(kind);
                }
            }
        }
    }

    /** An id is one group's: the last to be written about has it. A simple group is made of offsets alone. */
    private boolean isOfConsumerGroup(short kind, CoordinatorRecord record) {
        Optional<ConsumerGroups.Replayed> replayed = modern.consumers().replay(kind, keyOf(record), record.value());
        replayed.filter(ConsumerGroups.Replayed::isThere).ifPresent(group -> {
            groups.remove(group.groupId());
            modern.streams().drop(group.groupId());
            modern.shares().drop(group.groupId());
        });
        return replayed.isPresent();
    }

    private boolean isOfStreamsGroup(short kind, CoordinatorRecord record) {
        Optional<StreamsGroups.Replayed> replayed = modern.streams().replay(kind, keyOf(record), record.value());
        replayed.filter(StreamsGroups.Replayed::isThere).ifPresent(group -> {
            groups.remove(group.groupId());
            modern.consumers().drop(group.groupId());
            modern.shares().drop(group.groupId());
        });
        return replayed.isPresent();
    }

    private boolean isOfShareGroup(short kind, CoordinatorRecord record) {
        Optional<ShareGroups.Replayed> replayed = modern.shares().replay(kind, keyOf(record), record.value());
        replayed.filter(ShareGroups.Replayed::isThere).ifPresent(group -> {
            groups.remove(group.groupId());
            modern.consumers().drop(group.groupId());
            modern.streams().drop(group.groupId());
        });
        return replayed.isPresent();
    }

    /** The key behind its kind. */
    private static MessageReader keyOf(CoordinatorRecord record) {
        MessageReader key = new MessageReader(record.key().duplicate());
        key.int16();
        return key;
    }

    /** An offset of a transaction that had not ended when it was written. */
    void replayPending(TransactionalProducer producer, CoordinatorRecord record) {
        MessageReader in = new MessageReader(record.key().duplicate());
        short kind = in.int16();
        if (kind != GroupRecords.OFFSET_COMMIT_KEY && kind != OLD_OFFSET_COMMIT_KEY) {
            skip(kind);
            return;
        }
        OffsetCommitKey key = OffsetCommitKey.read(in, kind);
        ByteBuffer value = record.value();
        if (value == null) {
            offsets.remove(key.group(), key.topic(), key.partition());
            return;
        }
        createIfMissing(key, value);
        offsets.pending()
                .put(producer, new PendingOffsets.Key(key.group(), key.topic(), key.partition()), entry(read(value)));
    }

    private void skip(short kind) {
        if (skippedKinds.add(kind)) {
            LOG.warn("Skipping records of kind {} in the offsets topic: not known here", kind);
        }
    }

    private void replayOffset(OffsetCommitKey key, @Nullable ByteBuffer valueBytes) {
        if (valueBytes == null) {
            offsets.remove(key.group(), key.topic(), key.partition());
            return;
        }
        createIfMissing(key, valueBytes);
        offsets.put(key.group(), key.topic(), key.partition(), entry(read(valueBytes)));
    }

    private void createIfMissing(OffsetCommitKey key, ByteBuffer valueBytes) {
        if (groups.find(key.group()).isEmpty() && !modern.contains(key.group())) {
            // Offsets without a group record: a simple group, whose members assign partitions to themselves.
            groups.put(new ClassicGroup(key.group(), read(valueBytes).commitTimestamp()));
        }
    }

    private static OffsetCommitValue read(ByteBuffer valueBytes) {
        MessageReader in = new MessageReader(valueBytes.duplicate());
        return OffsetCommitValue.read(in, in.int16());
    }

    private static OffsetEntry entry(OffsetCommitValue value) {
        return new OffsetEntry(
                value.offset(),
                value.leaderEpoch(),
                value.metadata(),
                value.commitTimestamp(),
                value.expireTimestamp(),
                value.topicId());
    }

    private void replayGroup(String groupId, @Nullable ByteBuffer valueBytes) {
        if (valueBytes == null) {
            groups.remove(groupId);
            return;
        }
        modern.consumers().drop(groupId);
        modern.streams().drop(groupId);
        modern.shares().drop(groupId);
        MessageReader in = new MessageReader(valueBytes.duplicate());
        GroupMetadataValue value = GroupMetadataValue.read(in, in.int16());
        String protocol = Optional.ofNullable(value.protocol()).orElse("");
        groups.put(ClassicGroup.restore(
                groupId,
                new ClassicGroup.Snapshot(
                        value.protocolType(),
                        Optional.ofNullable(value.protocol()),
                        Optional.ofNullable(value.leader()),
                        value.generation(),
                        value.currentStateTimestamp(),
                        value.members().stream()
                                .map(member -> member(member, protocol))
                                .toList())));
    }

    private static GroupMember member(GroupMetadataValue.MemberMetadata value, String protocol) {
        int rebalanceTimeoutMs =
                value.rebalanceTimeout() == NO_REBALANCE_TIMEOUT ? value.sessionTimeout() : value.rebalanceTimeout();
        GroupMember member = new GroupMember(
                new GroupMember.Identity(
                        value.memberId(),
                        Optional.ofNullable(value.groupInstanceId()),
                        value.clientId(),
                        value.clientHost()),
                new GroupMember.Timeouts(rebalanceTimeoutMs, value.sessionTimeout()),
                List.of(new GroupMember.Protocol(protocol, value.subscription())));
        member.assign(value.assignment());
        return member;
    }
}
