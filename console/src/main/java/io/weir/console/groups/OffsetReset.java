package io.weir.console.groups;

import io.weir.broker.insight.BrokerView;
import io.weir.console.client.Clients;
import io.weir.console.http.Answer;
import io.weir.console.http.Body;
import io.weir.console.http.ProblemException;
import io.weir.console.http.Request;
import io.weir.metadata.image.PartitionImage;
import io.weir.metadata.image.TopicImage;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.GroupListing;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;

/** Sets a group to other offsets, or shows what that would do. */
final class OffsetReset {

    private final BrokerView broker;
    private final Clients clients;
    private final Directory directory;
    private final Places places;

    OffsetReset(BrokerView broker, Clients clients, Directory directory, Places places) {
        this.broker = broker;
        this.clients = clients;
        this.directory = directory;
        this.places = places;
    }

    private record Result(boolean preview, Optional<String> blocked, List<Row> rows) {}

    private record Row(
            String topic, int partition, OptionalLong current, long target, long lag, Optional<String> note) {}

    Answer answer(Request request) {
        Body body = request.body().only("preview", "to", "value", "topics");
        boolean preview = body.flag("preview", true);
        Target target = Target.of(body);
        Optional<List<Body>> topics = body.objects("topics");
        GroupListing group = directory.find(request.name("group"));
        Map<TopicPartition, Place> known = places.of(List.of(group)).getOrDefault(group.groupId(), Map.of());
        SortedSet<TopicPartition> chosen = new TreeSet<>(Places.BY_NAME);
        chosen.addAll(topics.isPresent() ? partitions(topics.get()) : known.keySet());
        List<Row> rows = rows(chosen, known, target);
        Optional<String> blocked = blocked(group);
        if (!preview) {
            blocked.ifPresent(why -> {
                throw ProblemException.of(ProblemException.CONFLICT, "Group in use", why);
            });
            commit(group, rows);
        }
        return Answer.json(new Result(preview, blocked, rows));
    }

    private Optional<String> blocked(GroupListing group) {
        int members = directory.describe(group).members().size();
        return members == 0
                ? Optional.empty()
                : Optional.of("the group has " + members + (members == 1 ? " member" : " members")
                        + ", which would overwrite the offsets; stop them first");
    }

    private List<TopicPartition> partitions(List<Body> topics) {
        List<TopicPartition> partitions = new ArrayList<>();
        for (Body chosen : topics) {
            String name = chosen.only("topic", "partitions").requiredText("topic");
            TopicImage topic = broker.image()
                    .topics()
                    .named(name)
                    .orElseThrow(() -> ProblemException.badInput("topics", "there is no topic '" + name + "'"));
            List<Integer> numbers = chosen.numbers("partitions");
            for (int number : numbers) {
                if (topic.partition(number).isEmpty()) {
                    throw ProblemException.badInput(
                            "topics",
                            name + " has no partition " + number + "; it has "
                                    + topic.partitions().size());
                }
            }
            Collection<Integer> wanted = numbers.isEmpty()
                    ? topic.partitions().stream()
                            .map(PartitionImage::partitionId)
                            .toList()
                    : numbers;
            wanted.forEach(number -> partitions.add(new TopicPartition(name, number)));
        }
        return partitions;
    }

    private List<Row> rows(SortedSet<TopicPartition> chosen, Map<TopicPartition, Place> known, Target target) {
        Map<TopicPartition, Long> firsts = places.offsets(chosen, OffsetSpec.earliest());
        Map<TopicPartition, Long> ends = places.ends(chosen);
        Map<TopicPartition, Long> times =
                target.question().map(spec -> places.offsets(chosen, spec)).orElse(Map.of());
        return chosen.stream()
                .map(partition -> {
                    OptionalLong current = Optional.ofNullable(known.get(partition))
                            .map(place -> OptionalLong.of(place.offset()))
                            .orElse(OptionalLong.empty());
                    long end = required(ends, partition);
                    Target.Resolved resolved =
                            target.resolve(current, required(firsts, partition), end, Places.in(times, partition));
                    return new Row(
                            partition.topic(),
                            partition.partition(),
                            current,
                            resolved.offset(),
                            end - resolved.offset(),
                            resolved.note());
                })
                .toList();
    }

    private static long required(Map<TopicPartition, Long> offsets, TopicPartition partition) {
        return Places.in(offsets, partition)
                .orElseThrow(() -> ProblemException.of(
                        ProblemException.UNAVAILABLE,
                        "No leader",
                        "nobody knows where partition " + partition + " begins and ends now: it has no leader, or is"
                                + " gone; try again when it has one, or leave it out"));
    }

    private void commit(GroupListing group, List<Row> rows) {
        if (rows.isEmpty()) {
            return;
        }
        Map<TopicPartition, Long> targets = rows.stream()
                .collect(Collectors.toMap(row -> new TopicPartition(row.topic, row.partition), Row::target));
        var _ = clients.ask(admin -> {
            KafkaFuture<Void> done = Kind.of(group) == Kind.SHARE
                    ? admin.alterShareGroupOffsets(group.groupId(), targets).all()
                    : admin.alterConsumerGroupOffsets(
                                    group.groupId(),
                                    targets.entrySet().stream()
                                            .collect(Collectors.toMap(
                                                    Map.Entry::getKey,
                                                    target -> new OffsetAndMetadata(target.getValue()))))
                            .all();
            return done;
        });
    }
}
