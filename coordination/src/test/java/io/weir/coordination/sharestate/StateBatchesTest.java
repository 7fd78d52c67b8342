package io.weir.coordination.sharestate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class StateBatchesTest {

    @Test
    void neighboursThatSayTheSameBecomeOne() {
        List<StateBatch> merged =
                StateBatches.merged(List.of(batch(0, 4, 2, 1), batch(10, 12, 0, 1)), List.of(batch(5, 9, 2, 1)), 0);

        assertThat(merged).containsExactly(batch(0, 9, 2, 1), batch(10, 12, 0, 1));
    }

    @Test
    void whatIsNewerHoldsWhereverTheyOverlap() {
        List<StateBatch> merged = StateBatches.merged(List.of(batch(0, 9, 0, 1)), List.of(batch(3, 5, 2, 2)), 0);

        assertThat(merged).containsExactly(batch(0, 2, 0, 1), batch(3, 5, 2, 2), batch(6, 9, 0, 1));
    }

    @Test
    void whatIsBeforeTheStartIsCutOff() {
        List<StateBatch> merged = StateBatches.merged(List.of(batch(0, 9, 4, 5)), List.of(), 7);

        assertThat(merged).containsExactly(batch(7, 9, 4, 5));
    }

    @Test
    @Timeout(30)
    void whatEndsBeforeItBeginsSaysNothing() {
        List<StateBatch> merged =
                StateBatches.merged(List.of(), List.of(batch(10, 5, 2, 1), batch(8, 12, 0, 1), batch(9, -1, 2, 2)), -1);

        assertThat(merged).containsExactly(batch(8, 12, 0, 1));
    }

    @Test
    void mergingIsWhatMergingOffsetByOffsetWouldGive() {
        for (int seed = 0; seed < 2_000; seed++) {
            Random random = new Random(seed);
            List<StateBatch> known = StateBatches.merged(List.of(), randomBatches(random), -1);
            List<StateBatch> news = randomBatches(random);
            long start = random.nextInt(10);

            List<StateBatch> merged = StateBatches.merged(known, news, start);

            assertThat(byOffset(merged, 0)).as("seed %d", seed).isEqualTo(byOffset(join(known, news), start));
            for (int i = 1; i < merged.size(); i++) {
                assertThat(merged.get(i - 1).isContinuedBy(merged.get(i))).isFalse();
                assertThat(merged.get(i - 1).lastOffset())
                        .isLessThan(merged.get(i).firstOffset());
            }
        }
    }

    private static List<StateBatch> join(List<StateBatch> some, List<StateBatch> more) {
        List<StateBatch> all = new ArrayList<>(some);
        all.addAll(more);
        return all;
    }

    private static Map<Long, String> byOffset(List<StateBatch> batches, long start) {
        TreeMap<Long, StateBatch> best = new TreeMap<>();
        for (StateBatch batch : batches) {
            for (long offset = batch.firstOffset(); offset <= batch.lastOffset(); offset++) {
                if (offset >= start) {
                    best.merge(offset, batch, (old, added) -> old.supersedes(added) ? old : added);
                }
            }
        }
        TreeMap<Long, String> texts = new TreeMap<>();
        best.forEach((offset, batch) -> texts.put(offset, batch.state() + "/" + batch.deliveryCount()));
        return texts;
    }

    private static List<StateBatch> randomBatches(Random random) {
        List<StateBatch> batches = new ArrayList<>();
        int count = random.nextInt(6);
        for (int i = 0; i < count; i++) {
            int first = random.nextInt(20);
            batches.add(batch(first, first + random.nextInt(8), random.nextInt(3) * 2, random.nextInt(3)));
        }
        return batches;
    }

    private static StateBatch batch(long first, long last, int state, int count) {
        return new StateBatch(first, last, (byte) state, (short) count);
    }
}
