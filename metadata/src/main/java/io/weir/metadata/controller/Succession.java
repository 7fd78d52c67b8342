package io.weir.metadata.controller;

import io.weir.metadata.feature.Features;
import io.weir.metadata.image.Leadership;
import io.weir.metadata.image.MetadataImage;
import io.weir.metadata.image.NodeConfig;
import io.weir.metadata.image.PartitionImage;
import io.weir.metadata.image.Successors;
import io.weir.metadata.image.TopicImage;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntPredicate;

/**
 * Who leads a partition when those in sync change, by the rules of Kafka's controller (KIP-966): the first that lives, in the order of the
 * assignment, of those in sync; where nobody is, of those that left while too few were in sync for anything to be acknowledged. Where
 * none of them is left, all having stopped uncleanly, the one that led last; and where {@code unclean.leader.election.enable} says so, anybody.
 *
 * <p>Without the feature the last in-sync replica stays in the set while it is away.
 */
final class Succession {

    private static final int NOBODY = Leadership.NO_LEADER;

    private final int minInSync;
    private final boolean mayBeUnclean;
    private final boolean hasEligible;
    private final IntPredicate mayLead;

    /** @param mayLead which brokers can be leaders now */
    Succession(NodeConfig node, MetadataImage image, TopicImage topic, IntPredicate mayLead) {
        this(node, image, topic, mayLead, node.topic(image, topic.name()).uncleanLeaderElection());
    }

    private Succession(
            NodeConfig node, MetadataImage image, TopicImage topic, IntPredicate mayLead, boolean mayBeUnclean) {
        this.minInSync = node.topic(image, topic.name()).minInSyncReplicas();
        this.mayBeUnclean = mayBeUnclean;
        this.hasEligible = image.cluster().level(Features.ELIGIBLE_LEADER_REPLICAS_VERSION) > 0;
        this.mayLead = mayLead;
    }

    /** One by which anybody who lives may lead in the end, whatever the topic's settings say. */
    static Succession unclean(NodeConfig node, MetadataImage image, TopicImage topic) {
        return new Succession(node, image, topic, image.cluster()::isLive, true);
    }

    /** The partition with others in sync; the same where nothing is to change. */
    PartitionImage withIsr(PartitionImage before, List<Integer> isr) {
        return decided(before, isr, eligible(before, isr));
    }

    /** The partition without a replica that does not know what it had, and must not lead for what it had before. */
    PartitionImage without(PartitionImage before, int forgetful) {
        List<Integer> isr = others(before.isr(), forgetful);
        return decided(before, isr, others(eligible(before, isr), forgetful));
    }

    private static List<Integer> others(List<Integer> nodeIds, int nodeId) {
        return nodeIds.stream().filter(id -> id != nodeId).toList();
    }

    private List<Integer> eligible(PartitionImage before, List<Integer> isr) {
        if (!hasEligible || isr.size() >= Math.min(minInSync, before.replicas().size())) {
            return List.of();
        }
        List<Integer> eligible = new ArrayList<>(before.successors().eligible());
        before.isr().stream().filter(id -> !eligible.contains(id)).forEach(eligible::add);
        eligible.removeAll(isr);
        return eligible;
    }

    private PartitionImage decided(PartitionImage before, List<Integer> wanted, List<Integer> eligible) {
        List<Integer> isr = wanted.isEmpty() && !hasEligible ? before.isr() : wanted;
        Optional<Integer> leader = leader(before, isr, eligible);
        if (leader.isPresent()) {
            int chosen = leader.get();
            return changed(
                    before, chosen, isr.contains(chosen) ? isr : List.of(chosen), others(eligible, chosen), NOBODY);
        }
        int last = before.successors().lastKnown();
        Optional<Integer> unclean = isr.isEmpty() && eligible.isEmpty() && last != NOBODY && mayLead.test(last)
                ? Optional.of(last)
                : before.replicas().stream()
                        .filter(_ -> mayBeUnclean)
                        .filter(mayLead::test)
                        .findFirst();
        return unclean.map(chosen -> changed(before, chosen, List.of(chosen), List.of(), NOBODY))
                .orElseGet(() -> changed(
                        before, NOBODY, isr, eligible, last != NOBODY || !hasEligible ? last : before.leader()));
    }

    private Optional<Integer> leader(PartitionImage before, List<Integer> isr, List<Integer> eligible) {
        return isr.contains(before.leader()) && mayLead.test(before.leader())
                ? Optional.of(before.leader())
                : before.replicas().stream()
                        .filter(id -> isr.isEmpty() ? eligible.contains(id) : isr.contains(id))
                        .filter(mayLead::test)
                        .findFirst();
    }

    private static PartitionImage changed(
            PartitionImage before, int leader, List<Integer> isr, List<Integer> eligible, int lastKnown) {
        Successors successors = Successors.of(eligible, lastKnown);
        if (leader == before.leader() && isr.equals(before.isr()) && successors.equals(before.successors())) {
            return before;
        }
        PartitionImage after = leader == before.leader() ? before.withIsr(isr) : before.ledBy(leader, isr);
        return after.with(successors);
    }
}
