package io.weir.metadata.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.protocol.types.MalformedMessageException;
import io.weir.protocol.types.Uuid;
import io.weir.protocol.wire.Message;
import java.nio.ByteBuffer;
import java.util.List;
import org.junit.jupiter.api.Test;

class RecordCodecTest {

    private static final Uuid ID = new Uuid(1, 2);

    private static final List<Message> ALL_KINDS = List.of(
            TopicRecord.builder().name("t").topicId(ID).build(),
            RemoveTopicRecord.builder().topicId(ID).build(),
            PartitionRecord.builder()
                    .topicId(ID)
                    .partitionId(3)
                    .replicas(List.of(1, 2))
                    .directories(List.of(ID, Uuid.ZERO))
                    .isr(List.of(1))
                    .leader(1)
                    .leaderEpoch(4)
                    .partitionEpoch(5)
                    .build(),
            ConfigRecord.builder()
                    .resourceType((byte) 2)
                    .resourceName("t")
                    .name("n")
                    .value(null)
                    .build(),
            ProducerIdsRecord.builder().nextProducerId(1000).build(),
            RegisterBrokerRecord.builder()
                    .brokerId(1)
                    .endpoints(List.of(RegisterBrokerRecord.BrokerEndpointData.builder()
                            .name("PLAINTEXT")
                            .host("h")
                            .port(65_535)
                            .build()))
                    .rack("r")
                    .build(),
            UnregisterBrokerRecord.builder().brokerId(1).build(),
            FeatureLevelRecord.builder().name("f").featureLevel((short) 2).build());

    @Test
    void everyKindOfRecordComesBackAsItWas() {
        assertThat(ALL_KINDS).hasSameSizeAs(RecordType.values());

        assertThat(RecordCodec.decode(RecordCodec.encode(ALL_KINDS))).isEqualTo(ALL_KINDS);
    }

    @Test
    void noRecordsAreRecordsToo() {
        assertThat(RecordCodec.decode(RecordCodec.encode(List.of()))).isEmpty();
    }

    @Test
    void aRecordFromTheFutureIsRefusedAndNotSkipped() {
        ByteBuffer bytes = RecordCodec.encode(List.of(ALL_KINDS.getFirst()));

        ByteBuffer otherType = copy(bytes).put(4, (byte) 99);
        ByteBuffer otherVersion = copy(bytes).put(5, (byte) 1);

        assertThatThrownBy(() -> RecordCodec.decode(otherType))
                .isInstanceOf(MalformedMessageException.class)
                .hasMessageContaining("99")
                .hasMessageContaining("newer version");
        assertThatThrownBy(() -> RecordCodec.decode(otherVersion))
                .isInstanceOf(MalformedMessageException.class)
                .hasMessageContaining("version 1");
    }

    @Test
    void everyShorterTextAndALongerOneIsRefused() {
        ByteBuffer bytes = RecordCodec.encode(ALL_KINDS);

        for (int length = 0; length < bytes.remaining(); length++) {
            ByteBuffer cut = bytes.slice(bytes.position(), length);
            assertThatThrownBy(() -> RecordCodec.decode(cut)).isInstanceOf(MalformedMessageException.class);
        }
        ByteBuffer longer = ByteBuffer.allocate(bytes.remaining() + 1)
                .put(bytes.duplicate())
                .rewind();
        assertThatThrownBy(() -> RecordCodec.decode(longer)).isInstanceOf(MalformedMessageException.class);
    }

    @Test
    void aCountThatLiesIsRefusedBeforeMemoryIsTaken() {
        ByteBuffer lie = ByteBuffer.allocate(8).putInt(0, Integer.MAX_VALUE);

        assertThatThrownBy(() -> RecordCodec.decode(lie)).isInstanceOf(MalformedMessageException.class);
    }

    private static ByteBuffer copy(ByteBuffer bytes) {
        return ByteBuffer.allocate(bytes.remaining()).put(bytes.duplicate()).flip();
    }
}
