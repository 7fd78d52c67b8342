package io.weir.console.samples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayDeque;
import java.util.Queue;
import org.junit.jupiter.api.Test;

final class SamplerTest {

    private static final int INTERVAL = (int) Sampler.INTERVAL.toSeconds();

    private final FakeCounters counters = new FakeCounters();
    private final Queue<Runnable> tasks = new ArrayDeque<>();
    private final Sampler sampler = new Sampler(counters, tasks::add);

    @Test
    void nothingIsLookedAtBeforeSomebodyAsks() {
        assertThat(tasks).isEmpty();
    }

    @Test
    void ratesAreKnownFromTheSecondSampleOn() {
        // given
        var first = sampler.since(0);

        // when
        counters.bytesIn = 1000;
        pass(INTERVAL);

        // then
        assertThat(first).hasSize(1);
        assertThat(first.getFirst().values())
                .containsEntry("bytesIn", Double.NaN)
                .containsEntry("maxLag", 42.0);
        assertThat(sampler.since(0)).hasSize(2);
        assertThat(sampler.since(0).getLast().values()).containsEntry("bytesIn", 1000.0 / INTERVAL);
    }

    @Test
    void onlyWhatIsLaterIsGiven() {
        // given
        var first = sampler.since(0);
        pass(INTERVAL);

        // when
        var later = sampler.since(first.getFirst().timeMs());

        // then
        assertThat(later).hasSize(1);
        assertThat(sampler.since(later.getFirst().timeMs())).isEmpty();
    }

    @Test
    void aMinuteAfterTheLastQuestionItStopsAndGoesOnWithTheNext() {
        // given
        var _ = sampler.since(0);
        pass(50);
        var _ = sampler.since(0);

        // when
        pass(50);
        boolean wentOn = !tasks.isEmpty();
        pass(20);
        boolean stopped = tasks.isEmpty();
        counters.seconds += 100;
        counters.bytesIn = 1000;
        var again = sampler.since(0);

        // then
        assertThat(wentOn).isTrue();
        assertThat(stopped).isTrue();
        assertThat(tasks).hasSize(1);
        assertThat(again.getLast().values()).containsEntry("bytesIn", Double.NaN);
    }

    @Test
    void tenMinutesAreKept() {
        // given
        var _ = sampler.since(0);

        // when
        for (int i = 0; i < 30; i++) {
            pass(30);
            var _ = sampler.since(0);
        }

        // then
        assertThat(sampler.since(0)).hasSize(300);
        assertThat(sampler.since(0).getFirst().timeMs()).isEqualTo(FakeCounters.START_MS + 300_000 + INTERVAL * 1000L);
    }

    @Test
    void aReadingThatFailsStopsItUntilSomebodyAsksAgain() {
        // given
        var _ = sampler.since(0);
        counters.failing = true;

        // when
        assertThatThrownBy(() -> pass(INTERVAL)).isInstanceOf(IllegalStateException.class);
        counters.failing = false;
        var again = sampler.since(0);

        // then
        assertThat(again).hasSize(2);
        assertThat(tasks).hasSize(1);
    }

    @Test
    void whatIsClosedTakesNoMoreSamples() {
        // given
        var _ = sampler.since(0);

        // when
        sampler.close();
        pass(INTERVAL);

        // then
        assertThat(tasks).isEmpty();
        assertThat(sampler.since(0)).hasSize(1);
    }

    /** Lets time pass, and what was put off be done after each interval. */
    private void pass(int seconds) {
        for (int passed = 0; passed < seconds; passed += INTERVAL) {
            counters.seconds += INTERVAL;
            Runnable task = tasks.poll();
            if (task != null) {
                task.run();
            }
        }
    }
}
