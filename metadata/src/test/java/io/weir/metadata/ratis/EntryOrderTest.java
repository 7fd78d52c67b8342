package io.weir.metadata.ratis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.metadata.ratis.EntryOrder.Effect;
import io.weir.protocol.types.MalformedMessageException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What entries mean, whatever Raft's terms are. */
final class EntryOrderTest {

    private final EntryOrder order = new EntryOrder(EntryOrder.State.EMPTY);

    @Test
    void entriesOfTheEpochThatBeganLastGetTheNextOffsets() {
        // given
        order.apply(new RaftEntry.Begin(1, 7));

        // when
        Effect first = order.apply(append(1, "a", "b"));
        Effect second = order.apply(append(1, "c"));

        // then
        assertThat(first)
                .isInstanceOfSatisfying(
                        Effect.Committed.class, c -> assertThat(c.firstOffset()).isZero());
        assertThat(second)
                .isInstanceOfSatisfying(
                        Effect.Committed.class, c -> assertThat(c.firstOffset()).isEqualTo(2));
        assertThat(order.state()).isEqualTo(new EntryOrder.State(1, 1, 2));
    }

    @Test
    void anEntryOfAnEpochThatIsOverIsVoid() {
        // given
        order.apply(new RaftEntry.Begin(1, 7));
        order.apply(new RaftEntry.Begin(2, 9));

        // when
        Effect late = order.apply(append(1, "a"));

        // then
        assertThat(late).isInstanceOf(Effect.Nothing.class);
        assertThat(order.state()).isEqualTo(new EntryOrder.State(2, 2, -1));
    }

    @Test
    void onlyTheFirstStateHolds() {
        // given
        order.apply(new RaftEntry.Seed(41, bytes("state")));

        // when
        Effect again = order.apply(new RaftEntry.Seed(50, bytes("another")));

        // then
        assertThat(again).isInstanceOf(Effect.Nothing.class);
        assertThat(order.state().lastOffset()).isEqualTo(41);
    }

    @Test
    void everyEntryReadsAsItWasWritten() {
        List<RaftEntry> entries =
                List.of(new RaftEntry.Begin(3, -5), append(4, "a", "", "bc"), new RaftEntry.Seed(9, bytes("xyz")));

        assertThat(entries)
                .allSatisfy(entry -> assertThat(RaftEntryCodec.decode(RaftEntryCodec.encode(entry)))
                        .isEqualTo(entry));
    }

    @Test
    void whatIsNoEntryIsRefusedWithItsReason() {
        assertThatThrownBy(() -> RaftEntryCodec.decode(bytes("\u0009")))
                .isInstanceOf(MalformedMessageException.class)
                .hasMessageContaining("unknown kind 9");
        ByteBuffer torn = RaftEntryCodec.encode(append(1, "abc"));
        assertThatThrownBy(() -> RaftEntryCodec.decode(torn.limit(torn.limit() - 1)))
                .isInstanceOf(MalformedMessageException.class)
                .hasMessageContaining("too early");
    }

    private static RaftEntry append(int epoch, String... entries) {
        return new RaftEntry.Append(
                epoch, Stream.of(entries).map(EntryOrderTest::bytes).toList());
    }

    private static ByteBuffer bytes(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII));
    }
}
