package io.weir.benchmarks.profile;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class StackTreeTest {

    private final StackTree stacks = new StackTree();

    @BeforeEach
    void addSamples() {
        stacks.add(List.of("run", "read", "decode"));
        stacks.add(List.of("run", "read", "decode", "read"));
        stacks.add(List.of("run", "read"));
        stacks.add(List.of("run", "List<T>"));
    }

    @Test
    void stacksAreJoinedWhereTheyBeginAlike() {
        // given
        StackTree run = requireNonNull(stacks.callees().get("run"));
        StackTree read = requireNonNull(run.callees().get("read"));

        // then
        assertThat(stacks.samples()).isEqualTo(4);
        assertThat(read.samples()).isEqualTo(3);
        assertThat(read.own()).isEqualTo(1);
    }

    @Test
    void aFrameThatCallsItselfCountsOnce() {
        assertThat(TopFrames.text("a broker", Map.of("reader", 1.5, "idle", 0.0), stacks))
                .contains("CPU seconds by thread: reader 1.50\n")
                .contains("  75.0%  read\n")
                .contains(" 100.0%  run\n");
    }

    @Test
    void theFlameGraphIsOnePageWithEveryFrame() {
        assertThat(FlameGraph.html("a broker", stacks))
                .contains("a broker: 4 samples", "decode, 50.0%", "List&lt;T&gt;, 25.0%")
                .doesNotContain("http://", "https://", "<T>");
    }
}
