package io.weir.cli.doctor;

import io.weir.cli.client.Await;
import io.weir.cli.client.Causes;
import io.weir.cli.doctor.Patient.Folder;
import io.weir.cli.doctor.Patient.Told;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.DescribeClusterOptions;
import org.apache.kafka.clients.admin.DescribeFeaturesOptions;
import org.apache.kafka.clients.admin.FeatureMetadata;
import org.apache.kafka.clients.admin.ListTopicsOptions;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.admin.TransactionDescription;
import org.apache.kafka.clients.admin.TransactionListing;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.TopicPartitionInfo;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.ApiException;

/** Asks an admin client for everything the checks want to know. What cannot be asked about one thing does not hide the others. */
final class PatientReader {

    private static final Set<String> SETTINGS = Set.of("min.insync.replicas", "unclean.leader.election.enable");

    private final Admin admin;
    private final InstantSource clock;

    PatientReader(Admin admin, InstantSource clock) {
        this.admin = admin;
        this.clock = clock;
    }

    Patient read() {
        Collection<Node> nodes =
                Await.get(admin.describeCluster(new DescribeClusterOptions().includeFencedBrokers(true))
                        .nodes());
        Collection<String> names = Await.get(
                admin.listTopics(new ListTopicsOptions().listInternal(true)).names());
        Map<TopicPartition, TopicPartitionInfo> partitions = partitions(names);
        List<Integer> living =
                nodes.stream().filter(node -> !node.isFenced()).map(Node::id).toList();
        return new Patient(
                List.copyOf(nodes),
                partitions,
                settings(names),
                new Told(folders(living), features(living)),
                new GroupsReader(admin, partitions.keySet()).read(),
                hanging());
    }

    private Map<TopicPartition, TopicPartitionInfo> partitions(Collection<String> names) {
        Map<TopicPartition, TopicPartitionInfo> partitions = new HashMap<>();
        for (TopicDescription topic :
                Await.get(admin.describeTopics(names).allTopicNames()).values()) {
            topic.partitions()
                    .forEach(info -> partitions.put(new TopicPartition(topic.name(), info.partition()), info));
        }
        return partitions;
    }

    private Map<String, Map<String, String>> settings(Collection<String> names) {
        List<ConfigResource> resources = names.stream()
                .map(name -> new ConfigResource(ConfigResource.Type.TOPIC, name))
                .toList();
        Map<String, Map<String, String>> settings = new HashMap<>();
        Await.get(admin.describeConfigs(resources).all())
                .forEach((resource, config) -> settings.put(
                        resource.name(),
                        config.entries().stream()
                                .filter(entry -> SETTINGS.contains(entry.name()))
                                .collect(Collectors.toMap(ConfigEntry::name, entry -> String.valueOf(entry.value())))));
        return settings;
    }

    /** A broker that cannot be asked is away, or its folders tell. */
    private Map<Integer, Map<String, Integer>> features(List<Integer> living) {
        Map<Integer, KafkaFuture<FeatureMetadata>> answers = new HashMap<>();
        living.forEach(id -> answers.put(
                id,
                admin.describeFeatures(new DescribeFeaturesOptions().nodeId(id)).featureMetadata()));
        Map<Integer, Map<String, Integer>> features = new HashMap<>();
        answers.forEach((id, answer) -> {
            try {
                Map<String, Integer> levels = new TreeMap<>();
                Await.get(answer)
                        .supportedFeatures()
                        .forEach((name, range) -> levels.put(name, (int) range.maxVersion()));
                features.put(id, levels);
            } catch (ApiException e) {
                // Told by the check of its folders.
            }
        });
        return features;
    }

    private List<Folder> folders(List<Integer> living) {
        List<Folder> folders = new ArrayList<>();
        admin.describeLogDirs(living).descriptions().forEach((broker, answer) -> {
            try {
                Await.get(answer)
                        .forEach((path, folder) -> folders.add(new Folder(
                                broker,
                                path,
                                folder.usableBytes().orElse(-1),
                                folder.totalBytes().orElse(-1),
                                folder.error() == null ? "" : Causes.brief(folder.error()))));
            } catch (ApiException e) {
                folders.add(new Folder(broker, "its data folders", -1, -1, Causes.brief(e)));
            }
        });
        return folders;
    }

    private List<String> hanging() {
        List<String> ids = Await.get(admin.listTransactions().all()).stream()
                .filter(listing -> listing.state().toString().equals("Ongoing"))
                .map(TransactionListing::transactionalId)
                .toList();
        List<String> late = new ArrayList<>();
        if (ids.isEmpty()) {
            return late;
        }
        Await.get(admin.describeTransactions(ids).all()).forEach((id, transaction) -> {
            long openMs = openMs(transaction);
            if (openMs > transaction.transactionTimeoutMs()) {
                late.add("transaction " + id + " is open for " + openMs / 1000 + " s, though "
                        + transaction.transactionTimeoutMs() / 1000 + " s is its limit");
            }
        });
        return late;
    }

    private long openMs(TransactionDescription transaction) {
        return transaction.transactionStartTimeMs().isPresent()
                ? clock.millis() - transaction.transactionStartTimeMs().getAsLong()
                : 0;
    }
}
