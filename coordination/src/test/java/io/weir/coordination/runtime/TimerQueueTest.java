package io.weir.coordination.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TimerQueueTest {

    private record Expected(long deadlineMs, int value) {}

    @Test
    void behavesLikeAListOfDeadlines() {
        for (long seed = 1; seed <= 200; seed++) {
            randomHistory(seed);
        }
    }

    @Test
    void aTimerRenewedAMillionTimesTakesOnePlace() {
        TimerQueue<Integer> queue = new TimerQueue<>();
        for (int i = 0; i < 1_000_000; i++) {
            queue.schedule("session", 1_000 + i, i);
        }

        assertThat(queue.size()).isEqualTo(1);
        assertThat(queue.nextWakeUpMs()).isEqualTo(OptionalLong.of(1_000));
        assertThat(queue.pollDue(1_000_998)).isEmpty();
        assertThat(queue.pollDue(1_000_999)).contains(999_999);
    }

    private static void randomHistory(long seed) {
        Random random = new Random(seed);
        TimerQueue<Integer> queue = new TimerQueue<>();
        Map<Integer, Expected> model = new HashMap<>();
        long nowMs = 0;
        for (int step = 0; step < 400; step++) {
            int key = random.nextInt(12);
            switch (random.nextInt(4)) {
                case 0, 1 -> {
                    long deadlineMs = nowMs + random.nextInt(300);
                    queue.schedule(key, deadlineMs, step);
                    model.put(key, new Expected(deadlineMs, step));
                }
                case 2 -> {
                    queue.cancel(key);
                    model.remove(key);
                }
                default -> nowMs += random.nextInt(120);
            }
            assertThat(drain(queue, nowMs))
                    .as("seed %d, step %d", seed, step)
                    .containsExactlyInAnyOrderElementsOf(expire(model, nowMs));
            assertThat(queue.size()).isEqualTo(model.size());
            OptionalLong earliest =
                    model.values().stream().mapToLong(Expected::deadlineMs).min();
            assertThat(queue.nextWakeUpMs().isPresent()).isEqualTo(earliest.isPresent());
            earliest.ifPresent(
                    deadlineMs -> assertThat(queue.nextWakeUpMs().orElseThrow()).isLessThanOrEqualTo(deadlineMs));
        }
    }

    private static List<Integer> drain(TimerQueue<Integer> queue, long nowMs) {
        List<Integer> due = new ArrayList<>();
        for (Optional<Integer> timer = queue.pollDue(nowMs); timer.isPresent(); timer = queue.pollDue(nowMs)) {
            due.add(timer.get());
        }
        return due;
    }

    private static List<Integer> expire(Map<Integer, Expected> model, long nowMs) {
        List<Integer> due = model.values().stream()
                .filter(timer -> timer.deadlineMs() <= nowMs)
                .sorted(Comparator.comparingLong(Expected::deadlineMs))
                .map(Expected::value)
                .toList();
        model.values().removeIf(timer -> timer.deadlineMs() <= nowMs);
        return due;
    }
}
