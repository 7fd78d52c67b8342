package io.weir.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.log.config.FlushConfig;
import io.weir.log.config.LogConfig;
import io.weir.log.disk.SimulatedDisk;
import io.weir.log.flush.ManualFlusher;
import io.weir.log.recovery.LogOrigin;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** When records come to the disk by flush.messages, flush.ms and weir.flush.before.ack. */
class FlushSettingsTest {

    private static final AppendRequest CLIENT = AppendRequest.fromClient(3);

    private final SimulatedDisk disk = new SimulatedDisk();
    private final SimulatedClock clock = new SimulatedClock(1_000_000);
    private final ManualFlusher flusher = new ManualFlusher();

    @Test
    void waitsForTheDiskBeforeTheAckUnlessToldOtherwise() {
        // given
        PartitionLog safe = open(flush -> flush);

        // when
        safe.append(TestBatches.plain(1, "a"), CLIENT);
        long before = safe.durableOffset();
        flusher.flush();

        // then
        assertThat(before).isZero();
        assertThat(safe.durableOffset()).isEqualTo(1);
    }

    @Test
    void acksAtOnceAndMayLoseTheEndInAPowerCutWhereFlushBeforeAckIsOff() {
        // given
        PartitionLog fast = open(flush -> flush.withBeforeAck(false));

        // when
        fast.append(TestBatches.plain(1, "a"), CLIENT);

        // then
        assertThat(fast.durableOffset()).isEqualTo(1);
        assertThat(flusher.hasRequests()).isFalse();
        assertThat(disk.forces()).isZero();
        SimulatedDisk afterwards = disk.afterPowerLoss(1);
        assertThat(TestLogs.values(reopened(afterwards), 0)).isEmpty();
    }

    @Test
    void forcesAfterAsManyRecordsAsFlushMessagesSays() {
        // given
        PartitionLog log = open(flush -> flush.withBeforeAck(false).withMessages(3));

        // when
        log.append(TestBatches.plain(1, "a", "b"), CLIENT);
        boolean afterTwo = flusher.hasRequests();
        log.append(TestBatches.plain(2, "c"), CLIENT);
        boolean afterThree = flusher.hasRequests();
        flusher.flush();
        log.append(TestBatches.plain(3, "d"), CLIENT);

        // then
        assertThat(afterTwo).isFalse();
        assertThat(afterThree).isTrue();
        assertThat(flusher.hasRequests()).isFalse();
        assertThat(TestLogs.values(reopened(disk.afterPowerLoss(1)), 0)).startsWith("0=a", "1=b", "2=c");
    }

    @Test
    void forcesWhatHasWaitedForAsLongAsFlushMsSays() {
        // given
        PartitionLog log = open(flush -> flush.withBeforeAck(false).withMs(1000));
        log.append(TestBatches.plain(1, "a"), CLIENT);
        log.housekeep(clock.millis());
        flusher.flush();
        log.append(TestBatches.plain(2, "b"), CLIENT);

        // when
        clock.advance(999);
        log.housekeep(clock.millis());
        boolean early = flusher.hasRequests();
        clock.advance(1);
        log.housekeep(clock.millis());

        // then
        assertThat(early).isFalse();
        assertThat(flusher.hasRequests()).isTrue();
        flusher.flush();
        assertThat(TestLogs.values(reopened(disk.afterPowerLoss(1)), 0)).containsExactly("0=a", "1=b");
    }

    private PartitionLog open(UnaryOperator<FlushConfig> flush) {
        return TestLogs.open(
                TestLogs.environment(disk, clock, flusher), LogConfig.DEFAULTS.withFlush(flush), LogOrigin.UNKNOWN);
    }

    private PartitionLog reopened(SimulatedDisk afterwards) {
        return TestLogs.open(afterwards, clock, LogConfig.DEFAULTS, LogOrigin.UNKNOWN);
    }
}
