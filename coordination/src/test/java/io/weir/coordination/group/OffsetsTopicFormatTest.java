package io.weir.coordination.group;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.coordination.consumer.ConsumerGroupConfig;
import io.weir.coordination.consumer.ConsumerGroups;
import io.weir.coordination.rebalance.RebalanceCounts;
import io.weir.coordination.runtime.CoordinatorRecord;
import io.weir.protocol.types.Uuid;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The expected bytes were written by the classes of kafka-group-coordinator 4.3.1 from the same values. */
class OffsetsTopicFormatTest {

    private static final long COMMIT_MS = 1_800_000_000_000L;
    private static final Uuid TOPIC_ID = new Uuid(0xfeed, 1);

    private static final String OFFSET_KEY = "0001000567726f757000066f726465727300000003";
    private static final String OFFSET_VALUE =
            "0004000000000000002a00000005056d657461000001a3185c5000010010000000000000feed0000000000000001";
    private static final String OFFSET_VALUE_3 = "0003000000000000002a0000000500046d657461000001a3185c5000";
    private static final String OFFSET_VALUE_WITHOUT_TOPIC_ID = "0004000000000000002affffffff01000001a3185c500000";
    private static final String EXPIRING_OFFSET_VALUE =
            "0001000000000000002a00046d657461000001a3185c5000000001a3185d3a60";
    private static final String GROUP_KEY = "0002000567726f7570";
    private static final String NEW_GROUP_VALUE = "0003000000000000ffffffff000001a3185c500000000000";
    private static final String GROUP_VALUE = "00030008636f6e73756d657200000007000572616e67650005612d69643100000"
            + "1a3185c5bb8000000020005612d696431ffff000161000a2f3132372e302e302e31000493e00000afc800000003010203"
            + "000000020405" + "0005692d696432000169000162000a2f3132372e302e302e310000ea6000002710000000010600000000";
    private static final String OLD_GROUP_VALUE = "00000008636f6e73756d657200000007000572616e67650005612d6964310000"
            + "00010005612d696431000161000a2f3132372e302e302e310000afc800000003010203000000020405";

    @Test
    void offsetsAreWrittenAsKafkaWritesThem() {
        CoordinatorRecord record = GroupRecords.offset(
                "group", "orders", 3, new OffsetEntry(42, 5, "meta", COMMIT_MS, OffsetEntry.NO_EXPIRY, TOPIC_ID));

        assertThat(hex(record.key())).isEqualTo(OFFSET_KEY);
        assertThat(hex(record.value())).isEqualTo(OFFSET_VALUE);
    }

    @Test
    void offsetsWithoutATopicIdAreWrittenAsKafkaWritesThem() {
        CoordinatorRecord record = GroupRecords.offset(
                "group", "orders", 3, new OffsetEntry(42, -1, "", COMMIT_MS, OffsetEntry.NO_EXPIRY, Uuid.ZERO));

        assertThat(hex(record.value())).isEqualTo(OFFSET_VALUE_WITHOUT_TOPIC_ID);
    }

    @Test
    void offsetsWithTheirOwnExpiryKeepTheOldForm() {
        CoordinatorRecord record = GroupRecords.offset(
                "group", "orders", 3, new OffsetEntry(42, -1, "meta", COMMIT_MS, COMMIT_MS + 60_000, Uuid.ZERO));

        assertThat(hex(record.value())).isEqualTo(EXPIRING_OFFSET_VALUE);
    }

    @Test
    void groupsAreWrittenAsKafkaWritesThem() {
        CoordinatorRecord created = GroupRecords.newGroup(new ClassicGroup("group", COMMIT_MS));
        CoordinatorRecord stable = GroupRecords.group(stableGroup(), COMMIT_MS + 3_000);

        assertThat(hex(created.key())).isEqualTo(GROUP_KEY);
        assertThat(hex(created.value())).isEqualTo(NEW_GROUP_VALUE);
        assertThat(hex(stable.value())).isEqualTo(GROUP_VALUE);
    }

    @Test
    void tombstonesHaveTheSameKeysAndNoValue() {
        assertThat(GroupRecords.groupTombstone("group")).isEqualTo(CoordinatorRecord.tombstone(bytes(GROUP_KEY)));
        assertThat(GroupRecords.offsetTombstone("group", "orders", 3))
                .isEqualTo(CoordinatorRecord.tombstone(bytes(OFFSET_KEY)));
    }

    @Test
    void everyVersionOfAnOffsetIsRead() {
        assertThat(replayedOffset(OFFSET_VALUE))
                .contains(new OffsetEntry(42, 5, "meta", COMMIT_MS, OffsetEntry.NO_EXPIRY, TOPIC_ID));
        assertThat(replayedOffset(OFFSET_VALUE_3))
                .contains(new OffsetEntry(42, 5, "meta", COMMIT_MS, OffsetEntry.NO_EXPIRY, Uuid.ZERO));
        assertThat(replayedOffset(EXPIRING_OFFSET_VALUE))
                .contains(new OffsetEntry(42, -1, "meta", COMMIT_MS, COMMIT_MS + 60_000, Uuid.ZERO));
    }

    @Test
    void offsetKeysOfTheFirstVersionAreRead() {
        Groups groups = new Groups();
        OffsetStore offsets = new OffsetStore();
        new GroupReplay(groups, noModernGroups(), offsets)
                .replay(new CoordinatorRecord(bytes("0000" + OFFSET_KEY.substring(4)), bytes(OFFSET_VALUE_3)));

        assertThat(offsets.find("group", "orders", 3)).isPresent();
    }

    @Test
    void aGroupOfVersionZeroHasOneTimeoutForBoth() {
        Groups groups = new Groups();
        new GroupReplay(groups, noModernGroups(), new OffsetStore())
                .replay(new CoordinatorRecord(bytes(GROUP_KEY), bytes(OLD_GROUP_VALUE)));

        ClassicGroup group = groups.find("group").orElseThrow();
        GroupMember member = group.members().find("a-id1").orElseThrow();
        assertThat(group.state()).isEqualTo(GroupState.STABLE);
        assertThat(group.stateSinceMs()).isEqualTo(-1);
        assertThat(member.timeouts()).isEqualTo(new GroupMember.Timeouts(45_000, 45_000));
        assertThat(hex(member.assignment())).isEqualTo("0405");
    }

    @Test
    void recordsOfKindsThatAreNotKnownAreSkipped() {
        Groups groups = new Groups();
        new GroupReplay(groups, noModernGroups(), new OffsetStore())
                .replay(new CoordinatorRecord(bytes("00ff000567726f7570"), bytes("000000000001")));

        assertThat(groups.all()).isEmpty();
    }

    private static ClassicGroup stableGroup() {
        GroupMember a = new GroupMember(
                new GroupMember.Identity("a-id1", Optional.empty(), "a", "/127.0.0.1"),
                new GroupMember.Timeouts(300_000, 45_000),
                List.of(new GroupMember.Protocol("range", bytes("010203"))));
        a.assign(bytes("0405"));
        GroupMember b = new GroupMember(
                new GroupMember.Identity("i-id2", Optional.of("i"), "b", "/127.0.0.1"),
                new GroupMember.Timeouts(60_000, 10_000),
                List.of(new GroupMember.Protocol("range", bytes("06"))));
        return ClassicGroup.restore(
                "group",
                new ClassicGroup.Snapshot(
                        "consumer", Optional.of("range"), Optional.of("a-id1"), 7, COMMIT_MS + 3_000, List.of(a, b)));
    }

    private static Optional<OffsetEntry> replayedOffset(String value) {
        OffsetStore offsets = new OffsetStore();
        new GroupReplay(new Groups(), noModernGroups(), offsets)
                .replay(new CoordinatorRecord(bytes(OFFSET_KEY), bytes(value)));
        return offsets.find("group", "orders", 3);
    }

    private static ByteBuffer bytes(String hex) {
        return ByteBuffer.wrap(HexFormat.of().parseHex(hex));
    }

    private static String hex(@Nullable ByteBuffer buffer) {
        assertThat(buffer).isNotNull();
        byte[] copy = new byte[buffer == null ? 0 : buffer.remaining()];
        if (buffer != null) {
            buffer.duplicate().get(copy);
        }
        return HexFormat.of().formatHex(copy);
    }

    private static ModernGroups noModernGroups() {
        return TestOffsets.modern(new ConsumerGroups(
                ConsumerGroupConfig.defaults(), new FakeTopics()::view, () -> "none", new RebalanceCounts()));
    }
}
