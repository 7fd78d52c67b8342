package io.weir.cli.doctor;

import io.weir.cli.client.Await;
import io.weir.cli.client.Causes;
import io.weir.cli.doctor.Patient.Folder;
import io.weir.cli.doctor.Patient.Group;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.clients.admin.DescribeClusterOptions;
import org.apache.kafka.clients.admin.GroupListing;
import org.apache.kafka.clients.admin.ListTopicsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.admin.TransactionDescription;
import org.apache.kafka.clients.admin.TransactionListing;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.GroupType;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.TopicPartitionInfo;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.ApiException;

/** Asks an admin client for everything the checks want to know. What cannot be asked about one thing does not hide the others. */
final class PatientReader {

    private static final Set<String> SETTINGS = Set.of("min.insync.replicas", "unclean.leader.election.enable");
    private static final int GROUPS_PER_PAGE = 500;

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
        return new Patient(List.copyOf(nodes), partitions, settings(names), folders(nodes), groups(), hanging());
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

    private List<Folder> folders(Collection<Node> nodes) {
        List<Integer> living =
                nodes.stream().filter(node -> !node.isFenced()).map(Node::id).toList();
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

    private List<Group> groups() {
        List<String> names = Await.get(admin.listGroups().all()).stream()
                .filter(group -> group.type()
                        .filter(type -> type == GroupType.CONSUMER || type == GroupType.CLASSIC)
                        .isPresent())
                .map(GroupListing::groupId)
                .sorted()
                .toList();
        List<Group> groups = new ArrayList<>();
        for (int from = 0; from < names.size(); from += GROUPS_PER_PAGE) {
            groups.addAll(page(names.subList(from, Math.min(names.size(), from + GROUPS_PER_PAGE))));
        }
        return groups;
    }

    private List<Group> page(List<String> names) {
        List<Group> groups = new ArrayList<>();
        Map<String, KafkaFuture<ConsumerGroupDescription>> described =
                admin.describeConsumerGroups(names).describedGroups();
        described.forEach((name, answer) -> {
            try {
                ConsumerGroupDescription group = Await.get(answer);
                groups.add(new Group(
                        name, group.groupState().toString(), group.members().size(), lag(name)));
            } catch (ApiException e) {
                groups.add(new Group(name, "unknown: " + Causes.brief(e), 0, 0));
            }
        });
        return groups;
    }

    private long lag(String group) {
        Map<TopicPartition, Long> committed = new HashMap<>();
        for (Map.Entry<TopicPartition, OffsetAndMetadata> offset : Await.get(
                        admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata())
                .entrySet()) {
            if (offset.getValue() != null) {
                committed.put(offset.getKey(), offset.getValue().offset());
            }
        }
        Map<TopicPartition, OffsetSpec> ends = new HashMap<>();
        committed.keySet().forEach(partition -> ends.put(partition, OffsetSpec.latest()));
        long lag = 0;
        var answers = admin.listOffsets(ends);
        for (Map.Entry<TopicPartition, Long> offset : committed.entrySet()) {
            try {
                long end = Await.get(answers.partitionResult(offset.getKey())).offset();
                lag += Math.max(0, end - offset.getValue());
            } catch (ApiException e) {
                // A partition that is gone, or without a leader, which another check tells of.
            }
        }
        return lag;
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
