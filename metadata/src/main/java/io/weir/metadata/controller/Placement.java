package io.weir.metadata.controller;

import io.weir.metadata.image.BrokerImage;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.ToIntFunction;
import java.util.random.RandomGenerator;

/**
 * Spreads new partitions over brokers. Leaders are brokers that live, as evenly as it goes. The other replicas are in other racks
 * while there are any, then on brokers that live, then on those that follow the fewest; and those that follow the same leader
 * differ, so that what a dead broker led is spread over all others. A broker without a rack is in one with all such. One that is
 * to leave is given nothing while there are others.
 */
final class Placement {

    private final List<Broker> brokers;
    private final Set<Integer> leaving;

    /** A broker, and what it was given so far. */
    private static final class Broker {
        private final BrokerImage image;
        private final Map<Integer, Integer> followed = new HashMap<>();
        private int leads;
        private int follows;

        private Broker(BrokerImage image) {
            this.image = image;
        }

        private Optional<String> rack() {
            return image.rack();
        }
    }

    /**
     * Nothing is placed yet.
     *
     * @param leaving the brokers that are to leave
     * @param random says who of equals comes first
     */
    Placement(Collection<BrokerImage> images, Set<Integer> leaving, RandomGenerator random) {
        this.leaving = leaving;
        this.brokers = new ArrayList<>(images.stream().map(Broker::new).toList());
        for (int i = brokers.size() - 1; i > 0; i--) {
            brokers.set(i, brokers.set(random.nextInt(i + 1), brokers.get(i)));
        }
    }

    /** Node ids for the next partition, the leader first. At least one broker lives, and there are as many as replicas. */
    List<Integer> next(int replicationFactor) {
        Broker leader = brokers.stream()
                .filter(broker -> !broker.image.fenced())
                .min(stayingFirst().thenComparing(fewest(broker -> broker.leads)))
                .orElseThrow();
        leader.leads++;
        List<Broker> chosen = new ArrayList<>(List.of(leader));
        Comparator<Broker> follower = stayingFirst()
                .thenComparing(fewest(broker -> (int) chosen.stream()
                        .filter(other -> other.rack().equals(broker.rack()))
                        .count()))
                .thenComparing(fewest(broker -> broker.image.fenced() ? 1 : 0))
                .thenComparing(fewest(broker -> broker.follows))
                // Whoever leads soon cannot follow then, and would be left behind.
                .thenComparing(fewest(broker -> broker.leads))
                .thenComparing(fewest(broker -> broker.followed.getOrDefault(leader.image.nodeId(), 0)));
        while (chosen.size() < replicationFactor) {
            Broker next = brokers.stream()
                    .filter(broker -> !chosen.contains(broker))
                    .min(follower)
                    .orElseThrow();
            next.follows++;
            next.followed.merge(leader.image.nodeId(), 1, Integer::sum);
            chosen.add(next);
        }
        return chosen.stream().map(broker -> broker.image.nodeId()).toList();
    }

    private Comparator<Broker> stayingFirst() {
        return fewest(broker -> leaving.contains(broker.image.nodeId()) ? 1 : 0);
    }

    private static Comparator<Broker> fewest(ToIntFunction<Broker> count) {
        return Comparator.comparingInt(count);
    }
}
