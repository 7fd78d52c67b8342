package io.weir.coordination.assignor;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.protocol.types.Uuid;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AssignorsTest {

    private static final int GROUPS = 400;
    private static final int CHANGES = 6;
    private static final Uuid A = new Uuid(1, 1);
    private static final Uuid B = new Uuid(1, 2);

    private final UniformAssignor uniform = new UniformAssignor();
    private final RangeAssignor range = new RangeAssignor();

    @ParameterizedTest
    @ValueSource(strings = {"uniform", "range"})
    void givesEveryPartitionToExactlyOneMemberThatReadsIt(String name) {
        PartitionAssignor assignor = PartitionAssignor.named(name).orElseThrow();
        for (long seed = 0; seed < GROUPS; seed++) {
            RandomGroups random = new RandomGroups(seed);
            GroupSpec group = random.fresh(seed % 2 == 0);
            for (int change = 0; change < CHANGES; change++) {
                Map<String, Assignment> assigned = assignor.assign(group);
                assertComplete(group, assigned, "seed " + seed + " change " + change);
                group = random.changed(group, assigned);
            }
        }
    }

    @Test
    void uniformIsBalancedAndMovesNoMoreThanThatTakes() {
        for (long seed = 0; seed < GROUPS; seed++) {
            RandomGroups random = new RandomGroups(seed);
            GroupSpec group = random.fresh(true);
            for (int change = 0; change < CHANGES; change++) {
                Map<String, Assignment> assigned = uniform.assign(group);

                String what = "seed " + seed + " change " + change;
                int total =
                        assigned.values().stream().mapToInt(Assignment::size).sum();
                int share = total / group.members().size();
                assertThat(assigned.values()).as(what).allMatch(a -> a.size() == share || a.size() == share + 1);
                assertThat(kept(group, assigned)).as(what).isEqualTo(mostThatCanBeKept(group, total));
                group = random.changed(group, assigned);
            }
        }
    }

    @Test
    void uniformLeavesNothingToGainByMovingOnePartitionWhereTopicsDiffer() {
        for (long seed = 0; seed < GROUPS; seed++) {
            RandomGroups random = new RandomGroups(seed);
            GroupSpec group = random.fresh(false);
            for (int change = 0; change < CHANGES; change++) {
                Map<String, Assignment> assigned = uniform.assign(group);

                assertNoMoveHelps(group, assigned, "seed " + seed + " change " + change);
                assertThat(uniform.assign(withCurrent(group, assigned)))
                        .as("assigned again, seed %s", seed)
                        .isEqualTo(assigned);
                group = random.changed(group, assigned);
            }
        }
    }

    @Test
    void rangeGivesTheSameNumbersOfTopicsOfOneSize() {
        // given two topics of three partitions
        GroupSpec group = group(Map.of(A, 3, B, 3), Map.of("m1", Set.of(A, B), "m2", Set.of(A, B)), Map.of());

        // when
        Map<String, Assignment> assigned = range.assign(group);

        // then
        assertThat(assigned.get("m1")).isEqualTo(Assignment.of(Map.of(A, Set.of(0, 1), B, Set.of(0, 1))));
        assertThat(assigned.get("m2")).isEqualTo(Assignment.of(Map.of(A, Set.of(2), B, Set.of(2))));
    }

    @Test
    void rangePutsStaticMembersFirstByTheirNamesWhateverTheirIds() {
        // given
        GroupSpec group = group(
                Map.of(A, 3), Map.of("x", Set.of(A), "z", Set.of(A), "a", Set.of(A)), Map.of("x", "i2", "z", "i1"));

        // when
        Map<String, Assignment> assigned = range.assign(group);

        // then
        assertThat(of(assigned, "z").of(A)).containsExactly(0);
        assertThat(of(assigned, "x").of(A)).containsExactly(1);
        assertThat(of(assigned, "a").of(A)).containsExactly(2);
    }

    @Test
    void uniformTakesThePartitionsOfATopicNobodyReadsAnyMore() {
        // given a member that still has partitions of A, which it has stopped to read
        NavigableMap<String, MemberSpec> members = new TreeMap<>();
        members.put("m", new MemberSpec(Optional.empty(), Set.of(B), Assignment.of(Map.of(A, Set.of(0, 1)))));

        // when
        Map<String, Assignment> assigned = uniform.assign(new GroupSpec(members, Map.of(B, 2)));

        // then
        assertThat(assigned).containsExactly(Map.entry("m", Assignment.of(Map.of(B, Set.of(0, 1)))));
    }

    @Test
    void aThousandMembersAreAssignedInNoTime() {
        // given
        Map<String, Set<Uuid>> readers = new TreeMap<>();
        for (int i = 0; i < 1_000; i++) {
            readers.put("m" + i, i % 2 == 0 ? Set.of(A) : Set.of(A, B));
        }
        GroupSpec group = group(Map.of(A, 2_000, B, 1_000), readers, Map.of());

        // when
        Map<String, Assignment> assigned = uniform.assign(group);

        // then
        assertComplete(group, assigned, "1000 members");
        assertThat(assigned.values()).allMatch(a -> a.size() == 3);
    }

    private static GroupSpec group(
            Map<Uuid, Integer> counts, Map<String, Set<Uuid>> readers, Map<String, String> instances) {
        NavigableMap<String, MemberSpec> members = new TreeMap<>();
        readers.forEach((id, topics) -> members.put(
                id, new MemberSpec(Optional.ofNullable(instances.get(id)), new TreeSet<>(topics), Assignment.EMPTY)));
        return new GroupSpec(members, counts);
    }

    private static GroupSpec withCurrent(GroupSpec group, Map<String, Assignment> current) {
        NavigableMap<String, MemberSpec> members = new TreeMap<>();
        group.members()
                .forEach((id, member) -> members.put(
                        id,
                        new MemberSpec(
                                member.instanceId(), member.topics(), current.getOrDefault(id, Assignment.EMPTY))));
        return new GroupSpec(members, group.partitionCounts());
    }

    private static void assertComplete(GroupSpec group, Map<String, Assignment> assigned, String what) {
        assertThat(assigned.keySet()).as(what).isEqualTo(group.members().keySet());
        Map<Uuid, Set<Integer>> seen = new TreeMap<>();
        assigned.forEach((id, assignment) -> assignment.partitions().forEach((topic, partitions) -> {
            assertThat(topics(group, id)).as(what).contains(topic);
            for (int partition : partitions) {
                assertThat(seen.computeIfAbsent(topic, _ -> new TreeSet<>()).add(partition))
                        .as("%s: %s-%s once", what, topic, partition)
                        .isTrue();
            }
        }));
        group.partitionCounts()
                .forEach((topic, count) ->
                        assertThat(seen.getOrDefault(topic, Set.of())).as(what).hasSize(count));
    }

    private static void assertNoMoveHelps(GroupSpec group, Map<String, Assignment> assigned, String what) {
        assigned.forEach((giver, has) -> has.partitions()
                .keySet()
                .forEach(topic -> assigned.forEach((taker, gets) -> {
                    if (topics(group, taker).contains(topic)) {
                        assertThat(has.size() - gets.size())
                                .as("%s: %s could give a partition of %s to %s", what, giver, topic, taker)
                                .isLessThanOrEqualTo(1);
                    }
                })));
    }

    private static int kept(GroupSpec group, Map<String, Assignment> assigned) {
        return group.members().entrySet().stream()
                .mapToInt(member -> member.getValue()
                        .current()
                        .where(of(assigned, member.getKey())::contains)
                        .size())
                .sum();
    }

    /** Everybody keeps up to its share, and as many as there are larger shares one more. */
    private static int mostThatCanBeKept(GroupSpec group, int total) {
        int share = total / group.members().size();
        int larger = total % group.members().size();
        int kept = group.members().values().stream()
                .mapToInt(member -> Math.min(share, member.current().size()))
                .sum();
        long above = group.members().values().stream()
                .filter(member -> member.current().size() > share)
                .count();
        return kept + (int) Math.min(larger, above);
    }

    private static Assignment of(Map<String, Assignment> assigned, String member) {
        return assigned.getOrDefault(member, Assignment.EMPTY);
    }

    private static Set<Uuid> topics(GroupSpec group, String member) {
        return Objects.requireNonNull(group.members().get(member)).topics();
    }
}
