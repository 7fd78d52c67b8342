package io.weir.console.metrics;

import io.weir.broker.observation.ClusterCounts;
import io.weir.broker.observation.Observation;
import io.weir.broker.observation.PartitionCounts;
import java.util.List;

/** The state of partitions and of the cluster. */
final class StateFamilies {

    private StateFamilies() {}

    static List<Family> of(Observation.State state) {
        PartitionCounts here = state.partitions();
        ClusterCounts cluster = state.cluster();
        return List.of(
                one("weir_partition_replicas", "Replicas on this broker.", here.replicas()),
                one("weir_partitions_led", "Partitions that this broker leads.", here.led()),
                one(
                        "weir_partitions_not_preferred",
                        "Partitions led here whose preferred leader is another.",
                        here.notPreferred()),
                one(
                        "weir_partitions_under_replicated",
                        "Partitions led here with replicas that are not in sync.",
                        here.underReplicated()),
                one(
                        "weir_partitions_under_min_in_sync",
                        "Partitions led here with fewer in sync than min.insync.replicas: acks=all is refused.",
                        here.underMinInSync()),
                one(
                        "weir_partitions_at_min_in_sync",
                        "Partitions led here that one more failure takes below min.insync.replicas.",
                        here.atMinInSync()),
                one(
                        "weir_partitions_reassigning",
                        "Partitions led here that are on their way to other brokers.",
                        here.reassigning()),
                one(
                        "weir_partitions_unusable",
                        "Replicas here whose log cannot be used until the next start.",
                        here.unusable()),
                one(
                        "weir_controller_active",
                        "1 where the controller that decides is.",
                        cluster.isController() ? 1 : 0),
                one(
                        "weir_controller_known",
                        "1 while this broker knows of a controller that decides.",
                        cluster.hasController() ? 1 : 0),
                one("weir_cluster_brokers", "Registered brokers.", cluster.brokers()),
                one("weir_cluster_brokers_fenced", "Registered brokers that are taken for dead.", cluster.fenced()),
                one("weir_cluster_topics", "Topics of the cluster.", cluster.topics()),
                one("weir_cluster_partitions", "Partitions of the cluster.", cluster.partitions()),
                one(
                        "weir_cluster_partitions_offline",
                        "Partitions of the cluster without a leader, as this broker knows it.",
                        cluster.offline()),
                one("weir_metadata_offset", "The last entry of the metadata log that this broker knows.", (double)
                        cluster.metadataOffset()));
    }

    private static Family one(String name, String help, double value) {
        return Family.gauge(name, help).add(value);
    }
}
