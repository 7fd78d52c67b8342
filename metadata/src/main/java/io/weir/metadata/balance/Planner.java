package io.weir.metadata.balance;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Plans moves one after the other, each on the state after those before it. No move puts two replicas of a partition into one
 * rack that were in different ones, nor two on one broker, and the number of replicas stays. The same state has the same plan.
 *
 * <p>Not to be shared between threads.
 */
public final class Planner {

    /** Less is what rounding makes. */
    private static final double LEAST_GAIN = 1e-12;

    private final Map<Integer, Member> members = new TreeMap<>();
    private final List<Placed> before;
    private final List<Placed> now;
    private final Weights weights;

    /** @param partitions without those that are on their way already */
    public Planner(List<Member> brokers, List<Placed> partitions) {
        brokers.forEach(member -> members.put(member.nodeId(), member));
        before = List.copyOf(partitions);
        now = new ArrayList<>(partitions);
        weights = new Weights(members.values(), partitions);
    }

    /** Takes everything off brokers that are lost, or are to leave, as far as others can have it. The largest goes first. */
    public Planner empty(Set<Integer> leaving) {
        List<Integer> order = new ArrayList<>();
        for (int i = 0; i < now.size(); i++) {
            if (now.get(i).replicas().stream().anyMatch(leaving::contains)) {
                order.add(i);
            }
        }
        order.sort(Comparator.comparingDouble((Integer i) -> -weights.of(now.get(i))));
        for (int i : order) {
            for (int nodeId : now.get(i).replicas()) {
                if (leaving.contains(nodeId)) {
                    lightest(now.get(i), nodeId).ifPresent(to -> move(i, nodeId, to));
                }
            }
        }
        return this;
    }

    /**
     * Moves replicas from brokers that have much to those that have little until they are alike.
     *
     * @param tolerance how far a broker may be from the mean before anything is done; 0.1 for a tenth
     * @param maxMoves  so many at most; a bound on the work, too
     */
    public Planner even(double tolerance, int maxMoves) {
        List<Integer> takers = takers();
        // Each move makes the whole more even, so this ends.
        for (int i = 0; i < maxMoves && takers.size() > 1 && !weights.areEven(takers, tolerance); i++) {
            if (!evenOnce(takers)) {
                break;
            }
        }
        return this;
    }

    /** Has preferred leaders spread over the brokers, by another order of replicas that stay where they are. */
    public Planner spreadLeaders() {
        Map<Integer, Integer> leads = new HashMap<>();
        now.forEach(partition -> leads.merge(partition.replicas().getFirst(), 1, Integer::sum));
        for (int i = 0; i < now.size(); i++) {
            int place = i;
            Placed partition = now.get(i);
            int leader = partition.replicas().getFirst();
            partition.replicas().stream()
                    .filter(this::takes)
                    .min(Comparator.comparingInt(id -> leads.getOrDefault(id, 0)))
                    .filter(id -> leads.getOrDefault(id, 0) + 1 < leads.getOrDefault(leader, 0))
                    .ifPresent(id -> {
                        leads.merge(leader, -1, Integer::sum);
                        leads.merge(id, 1, Integer::sum);
                        List<Integer> order = new ArrayList<>(partition.replicas());
                        order.set(order.indexOf(id), leader);
                        order.set(0, id);
                        now.set(place, partition.on(order));
                    });
        }
        return this;
    }

    /** What has to be done, the largest copies last: what is small is safe soon. */
    public List<Move> moves() {
        List<Move> moves = new ArrayList<>();
        for (int i = 0; i < before.size(); i++) {
            if (!before.get(i).replicas().equals(now.get(i).replicas())) {
                moves.add(Move.between(before.get(i), now.get(i)));
            }
        }
        moves.sort(Comparator.comparingLong(Move::bytes));
        return List.copyOf(moves);
    }

    /** The one move that makes the whole most even. */
    private boolean evenOnce(List<Integer> takers) {
        @Nullable Step best = null;
        for (int i = 0; i < now.size(); i++) {
            Placed partition = now.get(i);
            for (int from : partition.replicas()) {
                for (int to : takers) {
                    double gain = takes(from) ? weights.gain(partition, from, to) : 0;
                    if (gain > (best == null ? LEAST_GAIN : best.gain) && mayMove(partition, from, to)) {
                        best = new Step(i, from, to, gain);
                    }
                }
            }
        }
        if (best == null) {
            return false;
        }
        move(best.place, best.from, best.to);
        return true;
    }

    private record Step(int place, int from, int to, double gain) {}

    private Optional<Integer> lightest(Placed partition, int from) {
        Comparator<Integer> preference = Comparator.comparing((Integer to) -> !mayMove(partition, from, to))
                .thenComparingDouble(weights::of)
                .thenComparing(Comparator.naturalOrder());
        return takers().stream()
                .filter(to -> !partition.replicas().contains(to))
                .min(preference);
    }

    private boolean mayMove(Placed partition, int from, int to) {
        if (partition.replicas().contains(to)) {
            return false;
        }
        List<Integer> after = exchanged(partition.replicas(), from, to);
        return racks(after) >= racks(partition.replicas());
    }

    private int racks(List<Integer> replicas) {
        Set<String> racks = new HashSet<>();
        for (int id : replicas) {
            Member member = members.get(id);
            racks.add(member == null ? "" : member.rack());
        }
        return racks.size();
    }

    private void move(int place, int from, int to) {
        Placed partition = now.get(place);
        now.set(place, partition.on(exchanged(partition.replicas(), from, to)));
        weights.move(partition, from, to);
    }

    private static List<Integer> exchanged(List<Integer> replicas, int from, int to) {
        return replicas.stream().map(id -> id == from ? to : id).toList();
    }

    private List<Integer> takers() {
        return members.values().stream()
                .filter(Member::takes)
                .map(Member::nodeId)
                .toList();
    }

    private boolean takes(int nodeId) {
        Member member = members.get(nodeId);
        return member != null && member.takes();
    }
}
