package io.weir.console.groups;

import io.weir.broker.insight.BrokerView;
import io.weir.console.http.Answer;
import io.weir.console.http.Paging;
import io.weir.console.http.Query;
import io.weir.console.http.Request;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.kafka.clients.admin.GroupListing;
import org.apache.kafka.common.TopicPartition;

/** Where a group is in each partition: those it has offsets for, those its members have, and those they want to read. */
final class LagPage {

    private final BrokerView broker;
    private final Directory directory;
    private final Places places;
    private final History history = new History();

    LagPage(BrokerView broker, Directory directory, Places places) {
        this.broker = broker;
        this.directory = directory;
        this.places = places;
    }

    private record Page(List<Row> items, int total, int page, int size, long lag, History.Line history) {}

    private record Row(
            String topic,
            int partition,
            OptionalLong committed,
            OptionalLong end,
            OptionalLong lag,
            Optional<String> member,
            Optional<String> metadata,
            History.Line history) {}

    /** A partition before it is known to be on the page. */
    private record Line(
            TopicPartition partition, Optional<Place> place, OptionalLong end, OptionalLong lag, String member) {}

    Answer answer(Request request) {
        Query query = request.query().only("topic", "sort", "page", "size");
        Optional<String> topic = query.text("topic");
        boolean byLag = query.choice("sort", "partition", "lag").equals("lag");
        Paging paging = Paging.of(query);
        GroupListing group = directory.find(request.name("group"));
        String name = group.groupId();
        List<Line> all = lines(group);
        Map<TopicPartition, Long> lags = new HashMap<>();
        all.stream()
                .filter(line -> line.lag.isPresent())
                .forEach(line -> lags.put(line.partition, line.lag.getAsLong()));
        history.add(name, System.currentTimeMillis(), lags);
        Comparator<Line> most = Comparator.comparingLong(line -> -line.lag.orElse(-1));
        List<Line> shown = all.stream()
                .filter(line -> topic.isEmpty() || line.partition.topic().equals(topic.get()))
                .sorted(byLag ? most : (_, _) -> 0)
                .toList();
        Paging.Page<Row> cut = paging.cut(shown, line -> row(name, line));
        return Answer.json(new Page(
                cut.items(),
                cut.total(),
                cut.page(),
                cut.size(),
                lags.values().stream().mapToLong(Long::longValue).sum(),
                history.of(name)));
    }

    private Row row(String group, Line line) {
        return new Row(
                line.partition.topic(),
                line.partition.partition(),
                line.place.map(place -> OptionalLong.of(place.offset())).orElse(OptionalLong.empty()),
                line.end,
                line.lag,
                Optional.of(line.member).filter(id -> !id.isEmpty()),
                line.place.map(Place::metadata).filter(text -> !text.isEmpty()),
                history.of(group, line.partition));
    }

    private List<Line> lines(GroupListing group) {
        Map<TopicPartition, Place> known = places.of(List.of(group)).getOrDefault(group.groupId(), Map.of());
        SortedMap<TopicPartition, String> readers = new TreeMap<>(Places.BY_NAME);
        known.keySet().forEach(partition -> readers.put(partition, ""));
        wanted(group).forEach(partition -> readers.put(partition, ""));
        directory
                .describe(List.of(group))
                .values()
                .forEach(membership -> membership
                        .members()
                        .forEach(member -> member.assignment()
                                .forEach(assigned -> assigned.partitions()
                                        .forEach(number -> readers.put(
                                                new TopicPartition(assigned.topic(), number), member.id())))));
        Map<TopicPartition, Long> ends = places.ends(readers.keySet());
        return readers.entrySet().stream()
                .map(reader -> {
                    Optional<Place> place = Optional.ofNullable(known.get(reader.getKey()));
                    OptionalLong end = Places.in(ends, reader.getKey());
                    OptionalLong lag = place.map(at -> at.lag(end)).orElse(OptionalLong.empty());
                    return new Line(reader.getKey(), place, end, lag, reader.getValue());
                })
                .toList();
    }

    private List<TopicPartition> wanted(GroupListing group) {
        return GroupPage.insight(broker, group.groupId()).topics().stream()
                .flatMap(name -> broker.image().topics().named(name).stream())
                .flatMap(topic -> topic.partitions().stream()
                        .map(partition -> new TopicPartition(topic.name(), partition.partitionId())))
                .toList();
    }
}
