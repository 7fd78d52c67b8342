package io.weir.cli.consume;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.weir.cli.terminal.CliException;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class StartPositionTest {

    private static final TopicPartition LONG = new TopicPartition("t", 0);
    private static final TopicPartition SHORT = new TopicPartition("t", 1);

    private final MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("earliest");

    @BeforeEach
    void twoPartitions() {
        consumer.assign(List.of(LONG, SHORT));
        consumer.updateBeginningOffsets(Map.of(LONG, 10L, SHORT, 0L));
        consumer.updateEndOffsets(Map.of(LONG, 100L, SHORT, 3L));
    }

    @Test
    void readsOffsets() {
        assertThat(StartPosition.parseOffset("earliest")).isEqualTo(new StartPosition.Earliest());
        assertThat(StartPosition.parseOffset("latest")).isEqualTo(new StartPosition.Latest());
        assertThat(StartPosition.parseOffset("42")).isEqualTo(new StartPosition.At(42));
        assertThat(StartPosition.parseOffset("-5")).isEqualTo(new StartPosition.Last(5));
        assertThatExceptionOfType(CliException.class).isThrownBy(() -> StartPosition.parseOffset("first"));
    }

    @Test
    void seeksToTheNearestOffsetThereIs() {
        // when
        new StartPosition.At(50).seek(consumer, List.of(LONG, SHORT));

        // then
        assertThat(positions()).containsExactly(50L, 3L);
    }

    @Test
    void seeksBackFromTheEnd() {
        // when
        new StartPosition.Last(5).seek(consumer, List.of(LONG, SHORT));

        // then
        assertThat(positions()).containsExactly(95L, 0L);
    }

    @Test
    void seeksToBothEnds() {
        new StartPosition.Earliest().seek(consumer, List.of(LONG, SHORT));
        assertThat(positions()).containsExactly(10L, 0L);
        new StartPosition.Latest().seek(consumer, List.of(LONG, SHORT));
        assertThat(positions()).containsExactly(100L, 3L);
    }

    private List<Long> positions() {
        return List.of(consumer.position(LONG), consumer.position(SHORT));
    }
}
