package io.weir.coordination.consumer;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.coordination.assignor.Assignment;
import io.weir.coordination.consumer.MemberProfile.Place;
import io.weir.coordination.consumer.MemberProfile.Topics;
import io.weir.coordination.consumer.MemberProfile.Wishes;
import io.weir.coordination.membership.MetadataHashes;
import io.weir.coordination.membership.TopicInfo;
import io.weir.coordination.membership.TopicsView;
import io.weir.coordination.runtime.CoordinatorRecord;
import io.weir.protocol.types.Uuid;
import io.weir.protocol.wire.MessageReader;
import java.nio.ByteBuffer;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each change in the bytes that Kafka 4.3.1 wrote for the same, and back. */
class ConsumerRecordsTest {

    private static final Uuid TOPIC = new Uuid(1, 2);
    private static final long MOMENT_MS = 1_700_000_000_000L;

    record Golden(Change change, String key, @Nullable String value) {}

    static Stream<Golden> goldens() {
        MemberProfile profile = new MemberProfile(
                "c",
                "/127.0.0.1",
                new Place(Optional.of("i1"), Optional.of("r1")),
                new Topics(new TreeSet<>(Set.of("a", "b")), "x.*"),
                new Wishes(300_000, Optional.of("range")),
                Optional.of(new ClassicMembership(
                        45_000,
                        List.of(new ClassicMembership.Protocol("range", ByteBuffer.wrap(new byte[] {1, 2, 3}))))));
        MemberProgress progress = new MemberProgress(
                7,
                6,
                MemberState.UNREVOKED_PARTITIONS,
                owned(new TreeMap<>(Map.of(0, 5, 3, 7))),
                owned(new TreeMap<>(Map.of(1, 4))));
        return Stream.of(
                new Golden(
                        new Change.GroupEpoch("group", 7, 0x1122334455667788L),
                        "0003000567726f7570",
                        "0000000000070100081122334455667788"),
                new Golden(new Change.GroupGone("group"), "0003000567726f7570", null),
                new Golden(new Change.OldMetadata("group", false), "0004000567726f7570", null),
                new Golden(
                        new Change.Profile("group", "m1", profile),
                        "0005000567726f757000026d31",
                        "000003693103723102630b2f3132372e302e302e31030261026204782e2a000493e00672616e6765"
                                + "010012010000afc8020672616e6765040102030000"),
                new Golden(new Change.MemberGone("group", "m1"), "0005000567726f757000026d31", null),
                new Golden(
                        new Change.TargetEpoch("group", 7, MOMENT_MS),
                        "0006000567726f7570",
                        "0000000000070100080000018bcfe56800"),
                new Golden(new Change.TargetsGone("group"), "0006000567726f7570", null),
                new Golden(
                        new Change.Target("group", "m1", Assignment.of(Map.of(TOPIC, Set.of(0, 3)))),
                        "0007000567726f757000026d31",
                        "000002000000000000000100000000000000020300000000000000030000"),
                new Golden(new Change.TargetGone("group", "m1"), "0007000567726f757000026d31", null),
                new Golden(
                        new Change.Progress("group", "m1", progress),
                        "0008000567726f757000026d31",
                        "0000000000070000000601020000000000000001000000000000000203000000000000000301000903"
                                + "0000000500000007020000000000000001000000000000000202000000010100050200000004"
                                + "00"),
                new Golden(new Change.ProgressGone("group", "m1"), "0008000567726f757000026d31", null),
                new Golden(
                        new Change.Regex(
                                "group", "x.*", new ResolvedRegex(new TreeSet<>(Set.of("x1", "x2")), 12, MOMENT_MS)),
                        "0010000567726f75700003782e2a",
                        "000003037831037832000000000000000c0000018bcfe5680000"),
                new Golden(new Change.RegexGone("group", "x.*"), "0010000567726f75700003782e2a", null));
    }

    @ParameterizedTest
    @MethodSource("goldens")
    void writesWhatKafkaWrites(Golden golden) {
        CoordinatorRecord record = ConsumerRecords.of(golden.change());

        assertThat(hex(record.key())).isEqualTo(golden.key());
        assertThat(record.value() == null ? null : hex(record.value())).isEqualTo(golden.value());
    }

    @ParameterizedTest
    @MethodSource("goldens")
    void readsWhatKafkaWrites(Golden golden) {
        MessageReader key = new MessageReader(bytes(golden.key()));

        Optional<Change> change =
                ConsumerReplay.read(key.int16(), key, golden.value() == null ? null : bytes(golden.value()));

        assertThat(change).contains(golden.change());
    }

    @Test
    void partitionsWithoutEpochsWereGotInTheMembersEpoch() {
        // given what Kafka before 4.3 writes: member epoch 7, partition 0, no tagged field
        String value = "000000000007000000060002000000000000000100000000000000020200000000000100";
        MessageReader key = new MessageReader(bytes("0008000567726f757000026d31"));

        // when
        Optional<Change> change = ConsumerReplay.read(key.int16(), key, bytes(value));

        // then
        assertThat(change)
                .contains(new Change.Progress(
                        "group",
                        "m1",
                        new MemberProgress(
                                7, 6, MemberState.STABLE, owned(new TreeMap<>(Map.of(0, 7))), OwnedPartitions.NONE)));
    }

    @Test
    void hashesTopicsAsKafkaDoes() {
        // given a topic of two partitions, the first of them on two racks
        TopicsView topics = new OneTopic(
                new TopicInfo("a", TOPIC, 2, partition -> partition == 0 ? List.of("r2", "r1") : List.of()));

        // when
        SortedMap<String, Long> hashes = new MetadataHashes().of(List.of("a", "missing"), topics);

        // then
        assertThat(hashes).containsExactly(Map.entry("a", -7_410_111_502_273_539_253L));
        hashes.put("b", 5L);
        assertThat(MetadataHashes.combined(hashes)).isEqualTo(743_486_008_457_000_710L);
        assertThat(MetadataHashes.combined(new TreeMap<>())).isZero();
    }

    private static OwnedPartitions owned(SortedMap<Integer, Integer> epochs) {
        return OwnedPartitions.of(new TreeMap<>(Map.of(TOPIC, epochs)));
    }

    private static String hex(ByteBuffer bytes) {
        byte[] copy = new byte[bytes.remaining()];
        bytes.duplicate().get(copy);
        return HexFormat.of().formatHex(copy);
    }

    private static ByteBuffer bytes(String hex) {
        return ByteBuffer.wrap(HexFormat.of().parseHex(hex));
    }

    private record OneTopic(TopicInfo topic) implements TopicsView {
        @Override
        public long version() {
            return 1;
        }

        @Override
        public Optional<TopicInfo> named(String name) {
            return Optional.of(topic).filter(one -> one.name().equals(name));
        }

        @Override
        public Optional<TopicInfo> withId(Uuid id) {
            return Optional.of(topic).filter(one -> one.id().equals(id));
        }

        @Override
        public Collection<String> names() {
            return List.of(topic.name());
        }
    }
}
