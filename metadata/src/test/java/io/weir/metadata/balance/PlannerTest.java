package io.weir.metadata.balance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Where partitions ought to be. */
final class PlannerTest {

    private static final long MB = 1 << 20;
    private static final int MANY = 1_000;

    @Test
    void aNewBrokerIsFilledUntilAllHaveTheSame() {
        // given: 60 replicas of one size on three brokers, and a fourth that has nothing
        List<Placed> partitions = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            partitions.add(new Placed("t", i, List.of(1 + i % 3, 1 + (i + 1) % 3), 10 * MB, 0));
        }

        // when
        List<Move> moves = new Planner(members(1, 2, 3, 4), partitions)
                .even(0.1, MANY)
                .spreadLeaders()
                .moves();

        // then
        assertThat(moves.stream().filter(Move::copies)).hasSizeBetween(13, 15);
        assertThat(bytes(after(partitions, moves)).values())
                .allSatisfy(b -> assertThat(b).isBetween(135 * MB, 165 * MB));
        assertThat(leaders(after(partitions, moves)).values())
                .allSatisfy(l -> assertThat(l).isBetween(7, 8));
    }

    @Test
    void whatIsBalancedStaysWhereItIs() {
        // given
        List<Placed> partitions = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            partitions.add(new Placed("t", i, List.of(1 + i % 3, 1 + (i + 1) % 3), 10 * MB, 0));
        }

        // then
        assertThat(new Planner(members(1, 2, 3), partitions)
                        .even(0.1, MANY)
                        .spreadLeaders()
                        .moves())
                .isEmpty();
    }

    @Test
    void oneLargePartitionWeighsAsMuchAsManySmallOnes() {
        // given: the same number everywhere, but all that is large on one
        List<Placed> partitions = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            partitions.add(new Placed("t", i, List.of(i % 4 + 1), i % 4 == 0 ? 100 * MB : MB, 0));
        }

        // when
        List<Move> moves =
                new Planner(members(1, 2, 3, 4), partitions).even(0.2, MANY).moves();

        // then
        Map<Integer, Long> bytes = bytes(after(partitions, moves));
        assertThat(bytes.values()).allSatisfy(b -> assertThat(b).isLessThan(420 * MB));
        assertThat(moves).hasSizeLessThan(15);
    }

    @Test
    void whatGrowsIsSpreadToo() {
        // given
        List<Placed> partitions = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            partitions.add(new Placed("t", i, List.of(i % 2 + 1), MB, i % 2 == 0 ? MB : 0));
        }

        // when
        List<Move> moves =
                new Planner(members(1, 2), partitions).even(0.1, MANY).moves();

        // then
        Map<Integer, Long> growth = new HashMap<>();
        after(partitions, moves)
                .forEach(p -> p.replicas().forEach(id -> growth.merge(id, p.bytesPerSecond(), Long::sum)));
        assertThat(growth.get(2)).isBetween(4 * MB, 6 * MB);
    }

    @Test
    void aLostBrokerIsReplacedInOtherRacksThanThoseTheOthersAreIn() {
        // given
        List<Member> members = List.of(
                new Member(1, "a", false),
                new Member(2, "b", true),
                new Member(3, "c", true),
                new Member(4, "a", true),
                new Member(5, "b", true));
        List<Placed> partitions = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            partitions.add(new Placed("t", i, List.of(1, i % 2 == 0 ? 2 : 5, 3), MB, 0));
        }

        // when
        List<Move> moves = new Planner(members, partitions).empty(Set.of(1)).moves();

        // then
        assertThat(moves).hasSize(12).allSatisfy(move -> {
            assertThat(move.to().getFirst()).isEqualTo(4);
            assertThat(move.bytes()).isEqualTo(MB);
        });
    }

    @Test
    void whereNobodyIsLeftToTakeItThePartitionStays() {
        List<Placed> partitions = List.of(new Placed("t", 0, List.of(1, 2), MB, 0));
        List<Member> members = List.of(new Member(1, "", false), new Member(2, "", true));

        assertThat(new Planner(members, partitions).empty(Set.of(1)).moves()).isEmpty();
    }

    @Test
    void randomClustersAreBalancedAndNoRuleIsBroken() {
        for (int seed = 0; seed < 200; seed++) {
            Random random = new Random(seed);
            int brokers = 3 + random.nextInt(5);
            List<Member> members = new ArrayList<>();
            for (int id = 1; id <= brokers; id++) {
                members.add(new Member(id, random.nextBoolean() ? "" : "r" + id % 3, id > 1 || random.nextBoolean()));
            }
            List<Placed> partitions = new ArrayList<>();
            for (int i = 0; i < 60; i++) {
                Set<Integer> replicas = new HashSet<>();
                while (replicas.size() < 2) {
                    replicas.add(1 + random.nextInt(brokers));
                }
                partitions.add(
                        new Placed("t", i, List.copyOf(replicas), random.nextInt(100) * MB, random.nextInt(100) * MB));
            }

            List<Move> moves = new Planner(members, partitions)
                    .empty(members.getFirst().takes() ? Set.of() : Set.of(1))
                    .even(0.1, MANY)
                    .spreadLeaders()
                    .moves();

            List<Placed> after = after(partitions, moves);
            boolean isGone = !members.getFirst().takes();
            assertThat(after).as("seed " + seed).allSatisfy(p -> {
                assertThat(new HashSet<>(p.replicas())).hasSize(2);
                assertThat(isGone && p.replicas().contains(1)).isFalse();
            });
            if (!isGone) {
                assertThat(squares(members, after))
                        .as("seed " + seed)
                        .isLessThanOrEqualTo(squares(members, partitions));
            }
            assertThat(new Planner(members, after).even(0.1, MANY).moves())
                    .as("seed " + seed)
                    .isEmpty();
        }
    }

    private static double squares(List<Member> members, List<Placed> partitions) {
        Weights weights = new Weights(members, partitions);
        return members.stream()
                .mapToDouble(member -> Math.pow(weights.of(member.nodeId()), 2))
                .sum();
    }

    private static List<Member> members(int... ids) {
        List<Member> members = new ArrayList<>();
        for (int id : ids) {
            members.add(new Member(id, "", true));
        }
        return members;
    }

    private static List<Placed> after(List<Placed> partitions, List<Move> moves) {
        Map<Integer, Move> byPartition = new HashMap<>();
        moves.forEach(move -> byPartition.put(move.partition(), move));
        return partitions.stream()
                .map(p -> byPartition.containsKey(p.partition())
                        ? p.on(byPartition.get(p.partition()).to())
                        : p)
                .toList();
    }

    private static Map<Integer, Long> bytes(List<Placed> partitions) {
        Map<Integer, Long> bytes = new HashMap<>();
        partitions.forEach(p -> p.replicas().forEach(id -> bytes.merge(id, p.sizeBytes(), Long::sum)));
        return bytes;
    }

    private static Map<Integer, Integer> leaders(List<Placed> partitions) {
        Map<Integer, Integer> leaders = new HashMap<>();
        partitions.forEach(p -> leaders.merge(p.replicas().getFirst(), 1, Integer::sum));
        return leaders;
    }
}
