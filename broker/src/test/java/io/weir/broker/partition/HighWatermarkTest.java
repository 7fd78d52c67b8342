package io.weir.broker.partition;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.protocol.types.ErrorCode;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class HighWatermarkTest {

    private static final long NEVER = Long.MAX_VALUE;

    private final HighWatermark highWatermark = new HighWatermark();
    private final List<String> heard = new ArrayList<>();

    @Test
    void acksInTheOrderOfOffsetsWhateverTheOrderOfAsking() {
        highWatermark.advance(0);
        await("third", 30);
        await("first", 10);
        await("second", 20);

        highWatermark.advance(9);
        assertThat(heard).isEmpty();

        highWatermark.advance(20);

        assertThat(heard).containsExactly("first NONE", "second NONE");
    }

    @Test
    void whatALeadershipThatIsOverSaysMovesNothing() {
        // given: a follower that was cut to where its leader ends
        highWatermark.advance(5);
        int before = highWatermark.era();
        highWatermark.close(ErrorCode.NOT_LEADER_OR_FOLLOWER);
        highWatermark.cutTo(3);

        // when: a flush of before is told of late
        highWatermark.advance(before, 10);

        // then
        assertThat(highWatermark.offset()).isEqualTo(3);

        // when
        highWatermark.advance(highWatermark.era(), 4);

        // then
        assertThat(highWatermark.offset()).isEqualTo(4);
    }

    @Test
    void acksAtOnceWhatIsSafeAlready() {
        highWatermark.advance(10);

        await("safe", 10);

        assertThat(heard).containsExactly("safe NONE");
    }

    @Test
    void neverGoesBack() {
        highWatermark.advance(10);

        highWatermark.advance(5);

        assertThat(highWatermark.offset()).isEqualTo(10);
    }

    @Test
    void goesBackToWhereTheLogWasCut() {
        highWatermark.advance(10);

        highWatermark.cutTo(12);
        assertThat(highWatermark.offset()).isEqualTo(10);

        highWatermark.cutTo(4);
        assertThat(highWatermark.offset()).isEqualTo(4);
    }

    @Test
    void endsWaitsWhoseTimeIsOver() {
        highWatermark.advance(0);
        highWatermark.whenReached(highWatermark.era(), 5, 1_000, error -> heard.add("early " + error));
        highWatermark.whenReached(highWatermark.era(), 5, 2_000, error -> heard.add("late " + error));

        highWatermark.expire(1_000);
        assertThat(heard).containsExactly("early REQUEST_TIMED_OUT");

        highWatermark.advance(5);

        assertThat(heard).containsExactly("early REQUEST_TIMED_OUT", "late NONE");
    }

    @Test
    void tellsAllWhoWaitWhyTheyWaitInVain() {
        AtomicInteger woken = new AtomicInteger();
        highWatermark.advance(0);
        await("before", 10);
        highWatermark.watch(woken::incrementAndGet);

        highWatermark.close(ErrorCode.KAFKA_STORAGE_ERROR);
        await("after", 10);

        assertThat(heard).containsExactly("before KAFKA_STORAGE_ERROR", "after KAFKA_STORAGE_ERROR");
        assertThat(woken).hasValue(1);
    }

    @Test
    void wakesWatchersUntilTheyGo() {
        AtomicInteger woken = new AtomicInteger();
        Runnable watcher = woken::incrementAndGet;
        highWatermark.watch(watcher);

        highWatermark.advance(1);
        highWatermark.advance(1);
        highWatermark.advance(2);
        highWatermark.unwatch(watcher);
        highWatermark.advance(3);

        assertThat(woken).hasValue(2);
    }

    private void await(String name, long endOffset) {
        highWatermark.whenReached(highWatermark.era(), endOffset, NEVER, error -> heard.add(name + " " + error));
    }
}
