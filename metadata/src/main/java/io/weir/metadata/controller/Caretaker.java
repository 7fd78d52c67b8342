package io.weir.metadata.controller;

import io.weir.metadata.balance.Member;
import io.weir.metadata.balance.Move;
import io.weir.metadata.balance.Placed;
import io.weir.metadata.balance.Planner;
import io.weir.metadata.config.ConfigResource;
import io.weir.metadata.controller.AlterReassignments.Target;
import io.weir.metadata.image.BrokerImage;
import io.weir.metadata.image.Leadership;
import io.weir.metadata.image.MetadataImage;
import io.weir.metadata.image.PartitionImage;
import io.weir.metadata.image.TopicImage;
import io.weir.protocol.types.Uuid;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Says what is to be moved next without being asked: off brokers that are lost or are to leave, and then, while all brokers
 * live, onto those that have little. Little at a time: what is on its way comes first.
 *
 * <p>It remembers since when brokers have been away, and nothing else. Not to be shared between threads.
 */
public final class Caretaker {

    /** The setting of a broker that is to leave: it gets nothing, and what it has goes to others. */
    public static final String DRAIN = "weir.drain";

    private final Map<Integer, Long> awaySinceMs = new HashMap<>();

    /**
     * What it may do.
     *
     * @param replaceAfterMs a broker that is away for so long is lost
     * @param forgetAfterMs  one that is forgotten and silent for so long is, too, where that is sooner: one that lives registers again
     * @param tolerance      how uneven brokers may be, as a share of the mean
     * @param movesAtOnce    so many partitions are on their way at most
     */
    public record Settings(
            boolean isEnabled, long replaceAfterMs, long forgetAfterMs, double tolerance, int movesAtOnce) {

        private long patienceMs(boolean isForgotten) {
            return isForgotten ? Math.min(forgetAfterMs, replaceAfterMs) : replaceAfterMs;
        }
    }

    /** One partition. */
    public record Place(Uuid topicId, int partitionId) {}

    /** Of one replica. */
    public record Size(long bytes, long bytesPerSecond) {}

    /** What to do now, if anything. What is not in {@code sizes} counts as empty. */
    public Optional<AlterReassignments> next(
            MetadataImage image, Map<Place, Size> sizes, Settings settings, long nowMs) {
        Set<Integer> lost = lost(image, settings, nowMs);
        if (!settings.isEnabled()) {
            return Optional.empty();
        }
        List<Placed> settled = new ArrayList<>();
        List<Target> stuck = new ArrayList<>();
        boolean isBusy = false;
        for (TopicImage topic : image.topics().all()) {
            for (PartitionImage partition : topic.partitions()) {
                if (partition.leader() == Leadership.NO_LEADER) {
                    // Nobody has its records to give: a move would wait for whoever is away, and hold up all others.
                    continue;
                }
                if (!partition.reassignment().isInProgress()) {
                    settled.add(placed(topic, partition, sizes));
                } else if (partition.reassignment().adding().stream().anyMatch(lost::contains)) {
                    stuck.add(new Target(topic.name(), partition.partitionId(), wayOut(image, partition, lost)));
                } else {
                    isBusy = true;
                }
            }
        }
        if (!stuck.isEmpty()) {
            return Optional.of(new AlterReassignments(stuck, true));
        }
        return isBusy ? Optional.empty() : moves(image, settled, lost, settings);
    }

    /**
     * Back, where somebody has the records there who lives. Otherwise on, without those that were lost: what is in sync stays, and
     * some of those it was on before make up the number.
     */
    private static Optional<List<Integer>> wayOut(MetadataImage image, PartitionImage partition, Set<Integer> lost) {
        List<Integer> adding = partition.reassignment().adding();
        List<Integer> removing = partition.reassignment().removing();
        if (partition.isr().stream()
                .anyMatch(id -> !adding.contains(id) && image.cluster().isLive(id))) {
            return Optional.empty();
        }
        Comparator<Integer> lostLast = Comparator.comparing(lost::contains);
        return Optional.of(partition.replicas().stream()
                .filter(id -> !(adding.contains(id) && lost.contains(id)))
                .sorted(lostLast.thenComparing(removing::contains))
                .limit(partition.replicas().size() - removing.size())
                .toList());
    }

    private Optional<AlterReassignments> moves(
            MetadataImage image, List<Placed> partitions, Set<Integer> lost, Settings settings) {
        Set<Integer> leaving = new HashSet<>(lost);
        leaving.addAll(draining(image));
        List<Member> members = members(image, leaving);
        List<Move> moves = new Planner(members, partitions).empty(leaving).moves();
        boolean allAreHere = lost.containsAll(away(image));
        if (moves.isEmpty() && allAreHere) {
            moves = new Planner(members, partitions)
                    .even(settings.tolerance(), settings.movesAtOnce())
                    .moves();
        }
        List<Target> targets = moves.stream()
                .limit(settings.movesAtOnce())
                .map(move -> new Target(move.topic(), move.partition(), Optional.of(move.to())))
                .toList();
        return targets.isEmpty() ? Optional.empty() : Optional.of(new AlterReassignments(targets, true));
    }

    private Set<Integer> lost(MetadataImage image, Settings settings, long nowMs) {
        Set<Integer> away = away(image);
        Set<Integer> forgotten = forgotten(image);
        awaySinceMs.keySet().retainAll(away);
        away.forEach(id -> awaySinceMs.putIfAbsent(id, nowMs));
        away.removeIf(id -> nowMs - awaySinceMs.getOrDefault(id, nowMs) < settings.patienceMs(forgotten.contains(id)));
        return away;
    }

    private static Set<Integer> away(MetadataImage image) {
        Set<Integer> away = forgotten(image);
        image.cluster().brokers().stream()
                .filter(BrokerImage::fenced)
                .map(BrokerImage::nodeId)
                .forEach(away::add);
        return away;
    }

    /** The brokers as the plan sees them, when these are to leave. */
    public static List<Member> members(MetadataImage image, Set<Integer> leaving) {
        return image.cluster().brokers().stream()
                .map(broker -> new Member(
                        broker.nodeId(),
                        broker.rack().orElse(""),
                        !broker.fenced() && !leaving.contains(broker.nodeId())))
                .toList();
    }

    /** Those that have replicas and are not registered any more: somebody has said that they will not come back. */
    public static Set<Integer> forgotten(MetadataImage image) {
        Set<Integer> forgotten = new HashSet<>();
        for (TopicImage topic : image.topics().all()) {
            topic.partitions().forEach(partition -> forgotten.addAll(partition.replicas()));
        }
        image.cluster().brokers().forEach(broker -> forgotten.remove(broker.nodeId()));
        return forgotten;
    }

    /** The brokers that are to leave. */
    public static Set<Integer> draining(MetadataImage image) {
        Set<Integer> draining = new HashSet<>();
        image.cluster().brokers().stream()
                .map(BrokerImage::nodeId)
                .filter(id -> Boolean.parseBoolean(
                        image.configs().of(ConfigResource.broker(id)).get(DRAIN)))
                .forEach(draining::add);
        return draining;
    }

    private static Placed placed(TopicImage topic, PartitionImage partition, Map<Place, Size> sizes) {
        Size size = sizes.getOrDefault(new Place(topic.id(), partition.partitionId()), new Size(0, 0));
        return new Placed(
                topic.name(), partition.partitionId(), partition.replicas(), size.bytes(), size.bytesPerSecond());
    }
}
