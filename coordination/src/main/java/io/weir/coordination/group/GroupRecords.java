package io.weir.coordination.group;

import io.weir.coordination.runtime.CoordinatorRecord;
import io.weir.coordination.schema.GroupMetadataKey;
import io.weir.coordination.schema.GroupMetadataValue;
import io.weir.coordination.schema.OffsetCommitKey;
import io.weir.coordination.schema.OffsetCommitValue;
import io.weir.protocol.wire.Message;
import java.nio.ByteBuffer;

/**
 * The records of __consumer_offsets, byte for byte as Kafka 4.3 writes them, so that its tools can read ours and we can
 * read its. Key and value each begin with an int16: the kind of record before the key, the version before the value.
 */
final class GroupRecords {

    static final short OFFSET_COMMIT_KEY = 1;
    static final short GROUP_METADATA_KEY = 2;

    /** Has an expiry of its own, which version 4 has no room for. */
    private static final short EXPIRING_OFFSET_VALUE = 1;

    private static final short OFFSET_VALUE = 4;
    private static final short GROUP_METADATA_VALUE = 3;

    private GroupRecords() {}

    /** A group that has just been created and has no generation yet. */
    static CoordinatorRecord newGroup(ClassicGroup group) {
        return groupRecord(
                group.id(),
                GroupMetadataValue.builder()
                        .protocol(null)
                        .leader(null)
                        .currentStateTimestamp(group.stateSinceMs())
                        .build());
    }

    /** The group's current generation, members and assignments included. */
    static CoordinatorRecord group(ClassicGroup group, long stateSinceMs) {
        String protocol = group.protocolName().orElse("");
        return groupRecord(
                group.id(),
                GroupMetadataValue.builder()
                        .protocolType(group.protocolType())
                        .generation(group.generation())
                        .protocol(group.protocolName().orElse(null))
                        .leader(group.leaderId().orElse(null))
                        .currentStateTimestamp(stateSinceMs)
                        .members(group.members().all().stream()
                                .map(member -> memberValue(member, protocol))
                                .toList())
                        .build());
    }

    static CoordinatorRecord groupTombstone(String groupId) {
        return CoordinatorRecord.tombstone(groupKey(groupId));
    }

    static CoordinatorRecord offset(String groupId, String topic, int partition, OffsetEntry entry) {
        OffsetCommitValue value = OffsetCommitValue.builder()
                .offset(entry.offset())
                .leaderEpoch(entry.leaderEpoch())
                .metadata(entry.metadata())
                .commitTimestamp(entry.commitTimestampMs())
                .expireTimestamp(entry.expireTimestampMs())
                .topicId(entry.topicId())
                .build();
        short version = entry.hasOwnExpiry() ? EXPIRING_OFFSET_VALUE : OFFSET_VALUE;
        return new CoordinatorRecord(offsetKey(groupId, topic, partition), bytes(value, version));
    }

    static CoordinatorRecord offsetTombstone(String groupId, String topic, int partition) {
        return CoordinatorRecord.tombstone(offsetKey(groupId, topic, partition));
    }

    private static CoordinatorRecord groupRecord(String groupId, GroupMetadataValue value) {
        return new CoordinatorRecord(groupKey(groupId), bytes(value, GROUP_METADATA_VALUE));
    }

    private static GroupMetadataValue.MemberMetadata memberValue(GroupMember member, String protocol) {
        return GroupMetadataValue.MemberMetadata.builder()
                .memberId(member.id())
                .groupInstanceId(member.identity().instanceId().orElse(null))
                .clientId(member.identity().clientId())
                .clientHost(member.identity().clientHost())
                .rebalanceTimeout(member.timeouts().rebalanceMs())
                .sessionTimeout(member.timeouts().sessionMs())
                .subscription(member.metadata(protocol))
                .assignment(member.assignment())
                .build();
    }

    private static ByteBuffer groupKey(String groupId) {
        return bytes(GroupMetadataKey.builder().group(groupId).build(), GROUP_METADATA_KEY);
    }

    private static ByteBuffer offsetKey(String groupId, String topic, int partition) {
        OffsetCommitKey key = OffsetCommitKey.builder()
                .group(groupId)
                .topic(topic)
                .partition(partition)
                .build();
        return bytes(key, OFFSET_COMMIT_KEY);
    }

    private static ByteBuffer bytes(Message message, short version) {
        return CoordinatorRecord.bytes(version, message, version);
    }
}
