package io.weir.cli.top;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.cli.group.GroupLag;
import io.weir.cli.terminal.Shell;
import io.weir.cli.terminal.TestShell;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

final class FrameTest {

    private final TestShell test = TestShell.withPerson("");
    private final Shell shell = test.shell();

    @Test
    void fitsATerminalHoweverMuchThereIs() {
        // given 10,000 partitions and groups with long names
        Map<TopicPartition, Sample.Place> before = new HashMap<>();
        Map<TopicPartition, Sample.Place> after = new HashMap<>();
        Map<String, GroupLag> groups = new HashMap<>();
        for (int i = 0; i < 10_000; i++) {
            String name = "x".repeat(100) + i;
            before.put(new TopicPartition(name, 0), new Sample.Place(i % 50, 0));
            after.put(new TopicPartition(name, 0), new Sample.Place(i % 50, i));
            groups.put(name, new GroupLag(name, "Stable", i, 1, name + "-0", i));
        }
        List<Integer> brokers = IntStream.range(0, 50).boxed().toList();
        Change change =
                new Change(new Sample(0, brokers, before, groups), new Sample(1_000_000_000, brokers, after, groups));

        // when
        List<String> lines = new Frame(change, "127.0.0.1:9092", 10).lines(shell);

        // then, with a line left for the cursor
        assertThat(lines)
                .hasSizeLessThan(24)
                .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(80));
        assertThat(lines.getFirst()).contains("50 brokers, 10,000 partitions, 10,000 groups");
        assertThat(lines).anyMatch(line -> line.contains("9,999"));
    }

    @Test
    void leavesOutColoursUnlessAskedAndWhatWouldMoveTheCursor() {
        // given a group's name, which may be any text
        GroupLag hostile = new GroupLag("a\u001b[2J\u009b1m\nb", "Stable", 1, 1, "orders-0", 1);
        Sample sample = new Sample(0, List.of(1), Map.of(), Map.of(hostile.group(), hostile));

        // when
        List<String> lines = new Frame(new Change(sample, sample), "", 10).lines(shell);
        shell.out().colored(true);
        List<String> colored = new Frame(new Change(sample, sample), "", 10).lines(shell);

        // then
        assertThat(lines).allSatisfy(line -> assertThat(line).doesNotContain("\u001b", "\u009b", "\n"));
        assertThat(colored).contains("\u001b[1mTOPIC  RECORDS/S  PARTITIONS\u001b[0m");
    }

    @Test
    void givesTheTerminalBack() {
        // when
        try (Picture picture = Picture.open(shell.out(), true)) {
            picture.draw(List.of("one", "two"));
        }

        // then: the other screen without a cursor, each line wiped to its end, and all of it undone
        assertThat(test.out())
                .isEqualTo(
                        "\u001b[?1049h\u001b[?25l\u001b[Hone\u001b[K\ntwo\u001b[K\n\u001b[J\u001b[?25h\u001b[?1049l");
    }
}
