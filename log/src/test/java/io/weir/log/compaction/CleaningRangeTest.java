package io.weir.log.compaction;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.log.config.CompactionConfig;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A log with closed segments from 0, 10, 20 and 30, of 100 bytes each, and an active one from 40. */
class CleaningRangeTest {

    private static final long NOW = 1_000;
    private static final CompactionConfig CONFIG = new CompactionConfig(true, 0.5, 0, Long.MAX_VALUE, 0);

    @Test
    void reachesFromTheCheckpointToTheActiveSegment() {
        CleaningRange range = CleaningRange.of(log(0, 45), CONFIG, 30, NOW);

        assertThat(range).isEqualTo(new CleaningRange(30, 40, 300, 100, false));
        assertThat(range.dirtyRatio()).isEqualTo(0.25);
        assertThat(range.isDue(CONFIG)).isFalse();
    }

    @Test
    void isDueWhenMoreThanTheRatioIsDirty() {
        assertThat(CleaningRange.of(log(0, 45), CONFIG, 20, NOW).isDue(CONFIG)).isFalse();
        assertThat(CleaningRange.of(log(0, 45), CONFIG, 10, NOW).isDue(CONFIG)).isTrue();
    }

    @Test
    void endsBeforeTheSegmentThatHoldsTheLastStableOffset() {
        assertThat(CleaningRange.of(log(0, 25), CONFIG, 0, NOW).endOffset()).isEqualTo(20);
        assertThat(CleaningRange.of(log(0, 20), CONFIG, 0, NOW).endOffset()).isEqualTo(20);
        assertThat(CleaningRange.of(log(0, 5), CONFIG, 0, NOW).isDue(CONFIG)).isFalse();
    }

    @Test
    void beginsAnewWhenTheCheckpointLiesOutsideOfTheLog() {
        assertThat(CleaningRange.of(log(10, 45), CONFIG, 5, NOW).firstDirtyOffset())
                .isEqualTo(10);
        assertThat(CleaningRange.of(log(10, 45), CONFIG, 51, NOW).firstDirtyOffset())
                .isEqualTo(10);
        assertThat(CleaningRange.of(log(10, 45), CONFIG, 50, NOW).firstDirtyOffset())
                .isEqualTo(50);
    }

    @Test
    void leavesRecordsAloneThatAreYoungerThanTheMinimumLag() {
        // given segments whose newest records are 400, 300, 200 and 100 ms old
        CompactionConfig config = new CompactionConfig(true, 0.5, 250, Long.MAX_VALUE, 0);

        // then
        assertThat(CleaningRange.of(log(0, 45), config, 0, NOW).endOffset()).isEqualTo(20);
        assertThat(CleaningRange.of(log(0, 45), config, 0, NOW - 200).isDue(config))
                .isFalse();
    }

    @Test
    void isDueWhateverTheRatioWhenSomethingWaitsLongerThanTheMaximumLag() {
        // given segments whose oldest records are 450, 350, 250 and 150 ms old
        CompactionConfig config = new CompactionConfig(true, 0.5, 0, 200, 0);

        // then
        assertThat(CleaningRange.of(log(0, 45), config, 30, NOW).isDue(config)).isFalse();
        assertThat(CleaningRange.of(log(0, 45), config, 20, NOW).isDue(config)).isTrue();
        assertThat(CleaningRange.of(log(0, 15), config, 20, NOW).isDue(config))
                .as("nothing may be compacted yet")
                .isFalse();
    }

    @Test
    void groupsSegmentsUpToTheSizeOfOne() {
        LogFacts log = log(0, 45);

        assertThat(SegmentGroups.of(log, 40, 200))
                .containsExactly(new SegmentGroups.Group(0, 2), new SegmentGroups.Group(2, 4));
        assertThat(SegmentGroups.of(log, 21, 1000)).containsExactly(new SegmentGroups.Group(0, 3));
        assertThat(SegmentGroups.of(log, 20, 50))
                .containsExactly(new SegmentGroups.Group(0, 1), new SegmentGroups.Group(1, 2));
    }

    @Test
    void groupsNoSegmentsWhoseOffsetsLieTooFarApart() {
        LogFacts log = new LogFacts(
                List.of(facts(0, 0), facts(Integer.MAX_VALUE - 1L, 0), facts(Integer.MAX_VALUE + 10L, 0)),
                Integer.MAX_VALUE + 20L,
                0,
                0,
                0);

        assertThat(SegmentGroups.of(log, Long.MAX_VALUE, 1000))
                .containsExactly(new SegmentGroups.Group(0, 1), new SegmentGroups.Group(1, 3));
    }

    private static LogFacts log(long startOffset, long stableOffset) {
        List<SegmentFacts> closed = List.of(facts(0, 600), facts(10, 700), facts(20, 800), facts(30, 900));
        return new LogFacts(closed, 40, startOffset, 50, stableOffset);
    }

    private static SegmentFacts facts(long baseOffset, long newestMs) {
        return new SegmentFacts(baseOffset, 100, newestMs, newestMs - 50);
    }
}
