package io.weir.coordination.group;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.coordination.group.GroupCensus.TopicLag;
import io.weir.protocol.types.ErrorCode;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What metrics tell of groups: how many there are of which kind, and what they have yet to read. */
final class CensusTest {

    private final GroupWorld world = new GroupWorld();
    private final TestOffsets offsets = new TestOffsets(world);

    @BeforeEach
    void createTopics() {
        world.topics().create("orders", 2);
        world.topics().create("bills", 1);
    }

    @Test
    void aGroupIsCountedWithWhatItHasYetToReadOfEachTopic() {
        // given
        committed("orders", 0, 4);
        committed("orders", 1, 10);
        committed("bills", 0, 1);

        // when
        GroupCensus group = census(Map.of("orders-0", 10L, "orders-1", 12L, "bills-0", 1L));

        // then
        assertThat(group.groupId()).isEqualTo("group");
        assertThat(group.type()).isEqualTo("classic");
        assertThat(group.state()).isEqualTo("Empty");
        assertThat(group.topics())
                .containsExactlyInAnyOrder(new TopicLag("orders", 8, 6, 2, 0), new TopicLag("bills", 0, 0, 1, 0));
    }

    @Test
    void aPartitionWhoseEndNobodyKnowsIsToldAndNotCounted() {
        // given
        committed("orders", 0, 4);
        committed("orders", 1, 4);

        // then
        assertThat(census(Map.of("orders-1", 5L)).topics()).containsExactly(new TopicLag("orders", 1, 1, 2, 1));
    }

    @Test
    void whatWasCommittedBehindTheEndIsNoDebtOfOthers() {
        // given
        committed("orders", 0, 100);
        committed("orders", 1, 4);

        // then
        assertThat(census(Map.of("orders-0", 90L, "orders-1", 5L)).topics())
                .containsExactly(new TopicLag("orders", 1, 1, 2, 0));
    }

    @Test
    void aGroupWithMembersIsCountedWithoutOffsets() {
        // given
        world.givenStable(world.member("a").subscribedTo("orders"));

        // when
        GroupCensus group = census(Map.of());

        // then
        assertThat(group.state()).isEqualTo("Stable");
        assertThat(group.topics()).isEmpty();
    }

    private void committed(String topic, int partition, long offset) {
        assertThat(offsets.commits(topic, partition, offset)).isEqualTo(ErrorCode.NONE);
    }

    private GroupCensus census(Map<String, Long> ends) {
        var answer = world.coordinator().census((topic, partition) -> {
            Long end = ends.get(topic + "-" + partition);
            return end == null ? OptionalLong.empty() : OptionalLong.of(end);
        });
        world.time().settle();
        List<GroupCensus> groups = answer.join();
        assertThat(groups).hasSize(1);
        return groups.getFirst();
    }
}
