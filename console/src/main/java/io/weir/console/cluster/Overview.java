package io.weir.console.cluster;

import io.weir.broker.insight.BrokerView;
import io.weir.console.health.Readiness;
import io.weir.metadata.image.PartitionImage;
import io.weir.metadata.image.TopicImage;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** The cluster on one page. */
record Overview(
        String clusterId,
        int answeredBy,
        OptionalInt controller,
        List<BrokerRow> brokers,
        Counts counts,
        List<Trouble> problems) {

    record Counts(int topics, int partitions, OptionalInt groups, int underReplicated, int offline) {}

    enum Severity {
        ERROR,
        WARNING
    }

    record Trouble(Severity severity, String kind, String detail, Optional<String> topic) {}

    private static final int NAMED = 20;

    /** @param groups how many there are, if that is known */
    static Overview of(BrokerView broker, OptionalInt groups) {
        int partitions = 0;
        int under = 0;
        int offline = 0;
        List<Trouble> troubles = new ArrayList<>();
        for (Readiness.Reason reason : Readiness.of(broker).reasons()) {
            troubles.add(new Trouble(Severity.ERROR, reason.kind(), reason.detail(), Optional.empty()));
        }
        for (TopicImage topic : broker.image().topics().all()) {
            int without = (int)
                    topic.partitions().stream().filter(p -> p.leader() < 0).count();
            int behind =
                    (int) topic.partitions().stream().filter(Overview::isBehind).count();
            partitions += topic.partitions().size();
            offline += without;
            under += behind;
            if (without + behind > 0 && troubles.size() < NAMED) {
                troubles.add(trouble(topic, without, behind));
            }
        }
        int controller = broker.controllerId();
        return new Overview(
                broker.image().clusterId(),
                broker.node().nodeId(),
                controller < 0 ? OptionalInt.empty() : OptionalInt.of(controller),
                BrokerRow.all(broker),
                new Counts(broker.image().topics().size(), partitions, groups, under, offline),
                troubles);
    }

    private static boolean isBehind(PartitionImage partition) {
        return partition.leader() >= 0
                && partition.isr().size() < partition.replicas().size();
    }

    private static Trouble trouble(TopicImage topic, int without, int behind) {
        int all = topic.partitions().size();
        return without > 0
                ? new Trouble(
                        Severity.ERROR,
                        "offline-partitions",
                        without + " of " + all + " partitions of " + topic.name()
                                + " have no leader: nobody can read or write them until a broker with a replica in sync"
                                + " is back",
                        Optional.of(topic.name()))
                : new Trouble(
                        Severity.WARNING,
                        "under-replicated",
                        behind + " of " + all + " partitions of " + topic.name()
                                + " have fewer replicas in sync than they should; see whether all brokers are up",
                        Optional.of(topic.name()));
    }
}
