package io.weir.benchmarks.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.weir.benchmarks.stats.Schedule;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class WireLoopTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    /** Sizes around that of the first read buffer, and beyond. */
    @ParameterizedTest
    @ValueSource(ints = {1, 16_000, 16_384, 1_000_000})
    void answersComeWholeAndInOrderHoweverTheyAreTorn(int bodyBytes) throws IOException {
        // given
        List<Long> due = new ArrayList<>();
        List<Integer> sizes = new ArrayList<>();
        try (EchoBroker broker = new EchoBroker(bodyBytes, 0);
                WireLoop loop = new WireLoop(broker.port())) {
            WireConnection connection = loop.connect(new VersionRequests(), (answering, body, dueNs) -> {
                due.add(dueNs);
                sizes.add(body.remaining());
            });

            // when
            for (long i = 0; i < 20; i++) {
                connection.send(i);
            }
            loop.runUntil(() -> due.size() == 20, PATIENCE);

            // then
            assertThat(due).isSorted().doesNotHaveDuplicates();
            assertThat(sizes).containsOnly(bodyBytes);
            assertThat(connection.pending()).isZero();
        }
    }

    @Test
    void anAnswerToSomethingElseIsNotedAtOnce() throws IOException {
        // given
        try (EchoBroker broker = new EchoBroker(1, 1);
                WireLoop loop = new WireLoop(broker.port())) {
            loop.connect(new VersionRequests(), (answering, body, dueNs) -> {}).send(0);

            // then
            assertThatIllegalStateException()
                    .isThrownBy(() -> loop.runUntil(() -> false, PATIENCE))
                    .withMessageContaining("Answer 1 came instead of 0");
        }
    }

    @Test
    void aPacerSendsEverythingThatIsDue() throws IOException {
        // given
        List<Long> due = new ArrayList<>();
        try (EchoBroker broker = new EchoBroker(1, 0);
                WireLoop loop = new WireLoop(broker.port())) {
            WireConnection connection = loop.connect(new VersionRequests(), (answering, body, dueNs) -> due.add(dueNs));
            Schedule schedule = new Schedule(System.nanoTime(), 10_000);

            // when
            try (Pacer pacer = new Pacer(schedule, 500, List.of(connection))) {
                pacer.start();
                loop.runUntil(() -> pacer.isDone() && due.size() == 500, PATIENCE);
            }

            // then
            assertThat(due).first().isEqualTo(schedule.dueNs(0));
            assertThat(due).last().isEqualTo(schedule.dueNs(499));
        }
    }
}
