package io.weir.console.groups;

import io.weir.console.client.Clients;
import io.weir.console.http.ProblemException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.apache.kafka.clients.admin.ClassicGroupDescription;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.clients.admin.GroupListing;
import org.apache.kafka.clients.admin.ShareGroupDescription;
import org.apache.kafka.clients.admin.StreamsGroupDescription;
import org.apache.kafka.common.KafkaFuture;

/** The groups of the cluster, as their coordinators list and describe them. */
final class Directory {

    private static final String CONSUMERS = "consumer";

    private final Clients clients;

    Directory(Clients clients) {
        this.clients = clients;
    }

    Collection<GroupListing> all() {
        return clients.ask(admin -> admin.listGroups().all());
    }

    /** @throws ProblemException when there is no such group */
    GroupListing find(String name) {
        return all().stream()
                .filter(group -> group.groupId().equals(name))
                .findFirst()
                .orElseThrow(() -> ProblemException.notFound(
                        "there is no group '" + name + "'; /api/v1/groups?search= finds those there are"));
    }

    /** @throws ProblemException that says why the group cannot be described */
    Membership describe(GroupListing group) {
        KafkaFuture<Membership> answer = descriptions(List.of(group)).get(group.groupId());
        if (answer == null) {
            throw new IllegalStateException("nobody was asked about " + group);
        }
        return clients.ask(_ -> answer);
    }

    /** Those that could be described. */
    Map<String, Membership> describe(List<GroupListing> groups) {
        Map<String, Membership> known = new HashMap<>();
        descriptions(groups)
                .forEach((name, answer) -> clients.known(answer).ifPresent(membership -> known.put(name, membership)));
        return known;
    }

    private Map<String, KafkaFuture<Membership>> descriptions(List<GroupListing> groups) {
        Map<String, KafkaFuture<Membership>> answers = new HashMap<>();
        for (Kind kind : Kind.values()) {
            List<String> consumers = names(groups, kind, true);
            List<String> others = names(groups, kind, false);
            if (!consumers.isEmpty() || !others.isEmpty()) {
                ask(kind, consumers, others, answers);
            }
        }
        return answers;
    }

    private static List<String> names(List<GroupListing> groups, Kind kind, boolean areConsumers) {
        return groups.stream()
                .filter(group -> Kind.of(group) == kind && isOfConsumers(group) == areConsumers)
                .map(GroupListing::groupId)
                .toList();
    }

    /** Classic groups may be of anybody: Kafka Connect's workers share out something else. */
    private static boolean isOfConsumers(GroupListing group) {
        return Kind.of(group) != Kind.CLASSIC
                || group.protocol().isEmpty()
                || group.protocol().equals(CONSUMERS);
    }

    private void ask(
            Kind kind, List<String> consumers, List<String> others, Map<String, KafkaFuture<Membership>> answers) {
        switch (kind) {
            case SHARE -> {
                Map<String, KafkaFuture<ShareGroupDescription>> found = clients.begin(
                        admin -> admin.describeShareGroups(consumers).describedGroups());
                put(found, Membership::of, answers);
            }
            case STREAMS -> {
                Map<String, KafkaFuture<StreamsGroupDescription>> found = clients.begin(
                        admin -> admin.describeStreamsGroups(consumers).describedGroups());
                put(found, Membership::of, answers);
            }
            case CLASSIC, CONSUMER -> {
                Map<String, KafkaFuture<ConsumerGroupDescription>> found = clients.begin(
                        admin -> admin.describeConsumerGroups(consumers).describedGroups());
                put(found, Membership::of, answers);
                Map<String, KafkaFuture<ClassicGroupDescription>> classic = clients.begin(
                        admin -> admin.describeClassicGroups(others).describedGroups());
                put(classic, Membership::of, answers);
            }
        }
    }

    private static <T> void put(
            Map<String, KafkaFuture<T>> found,
            Function<T, Membership> reading,
            Map<String, KafkaFuture<Membership>> answers) {
        found.forEach((name, answer) -> answers.put(name, answer.thenApply(reading::apply)));
    }

    void delete(GroupListing group) {
        List<String> name = List.of(group.groupId());
        var _ = clients.ask(admin -> switch (Kind.of(group)) {
            case SHARE -> admin.deleteShareGroups(name).all();
            case STREAMS -> admin.deleteStreamsGroups(name).all();
            case CLASSIC, CONSUMER -> admin.deleteConsumerGroups(name).all();
        });
    }
}
