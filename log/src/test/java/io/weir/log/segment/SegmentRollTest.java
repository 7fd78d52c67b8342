package io.weir.log.segment;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.log.SimulatedClock;
import io.weir.log.TestBatches;
import io.weir.log.TestLogs;
import io.weir.log.config.SegmentConfig;
import io.weir.log.disk.SimulatedDisk;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** When a segment is followed by a new one by segment.ms and segment.jitter.ms. */
class SegmentRollTest {

    private static final SegmentConfig ONE_SECOND = SegmentConfig.DEFAULTS.withMaxMs(1000);

    private final SimulatedDisk disk = new SimulatedDisk();
    private final SimulatedClock clock = new SimulatedClock(1_000_000);

    @Test
    void isOverWhenItsRecordsSpanMoreThanSegmentMs() throws IOException {
        // given
        Segment segment = filled(TestLogs.FOLDER, 0);

        // when
        boolean atTheLimit = mustRoll(segment, 1000, ONE_SECOND);
        boolean beyondIt = mustRoll(segment, 1001, ONE_SECOND);

        // then
        assertThat(atTheLimit).isFalse();
        assertThat(beyondIt).isTrue();
    }

    @Test
    void neverRollsWhileItIsEmpty() throws IOException {
        // given
        Segment empty = Segment.create(disk, TestLogs.FOLDER, 0, clock.millis());

        // when
        boolean rolls = mustRoll(empty, 1_000_000, ONE_SECOND);

        // then
        assertThat(rolls).isFalse();
    }

    @Test
    void rollsEachPartitionAtATimeOfItsOwnWithinTheJitter() throws IOException {
        // given
        SegmentConfig jittered = ONE_SECOND.withJitterMs(400);
        Set<Integer> times = new TreeSet<>();

        for (int partition = 0; partition < 50; partition++) {
            // when
            Path folder = Path.of("/data/topic-" + partition);
            int rolledAt = rollsAt(filled(folder, 0), jittered);

            // then
            assertThat(rolledAt).isBetween(601, 1001);
            assertThat(rollsAt(Segment.open(disk, folder, 0, clock.millis()), jittered))
                    .as("after a restart")
                    .isEqualTo(rolledAt);
            times.add(rolledAt);
        }
        assertThat(times).hasSizeGreaterThan(30);
    }

    @Test
    void takesNoMoreOffThanThereIs() throws IOException {
        // given
        Segment segment = filled(TestLogs.FOLDER, 0);

        // when
        boolean rolls = mustRoll(segment, 0, ONE_SECOND.withJitterMs(Long.MAX_VALUE));

        // then
        assertThat(rolls).isFalse();
    }

    private int rollsAt(Segment segment, SegmentConfig config) {
        return IntStream.rangeClosed(0, 2000)
                .filter(timestampMs -> {
                    try {
                        return mustRoll(segment, timestampMs, config);
                    } catch (IOException e) {
                        throw new AssertionError(e);
                    }
                })
                .findFirst()
                .orElseThrow();
    }

    private boolean mustRoll(Segment segment, long maxTimestampMs, SegmentConfig config) throws IOException {
        return segment.mustRollFor(100, 1, maxTimestampMs, config, clock.millis());
    }

    private Segment filled(Path folder, long timestampMs) throws IOException {
        disk.createDirectories(folder);
        Segment segment = Segment.create(disk, folder, 0, clock.millis());
        segment.append(TestBatches.plain(timestampMs, "a"), 4096);
        return segment;
    }
}
