package io.weir.simulation.transaction;

import io.weir.coordination.group.TopicDirectory;
import io.weir.coordination.membership.TopicInfo;
import io.weir.coordination.membership.TopicsView;
import io.weir.protocol.types.Uuid;
import io.weir.simulation.history.Place;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The topics of the simulated cluster: they are there from the start. */
final class Topics implements TopicDirectory, TopicsView {

    static final String IN = "in";
    static final String OUT = "out";
    static final int PARTITIONS = 2;
    private static final Map<String, Uuid> IDS = Map.of(IN, new Uuid(1, 1), OUT, new Uuid(1, 2));

    static List<Place> places(String topic) {
        return IntStream.range(0, PARTITIONS)
                .mapToObj(partition -> new Place(topic, partition))
                .toList();
    }

    static List<Place> all() {
        return Stream.of(IN, OUT).flatMap(topic -> places(topic).stream()).toList();
    }

    @Override
    public Optional<Uuid> idOf(String topicName) {
        return Optional.ofNullable(IDS.get(topicName));
    }

    @Override
    public Optional<String> nameOf(Uuid topicId) {
        return IDS.entrySet().stream()
                .filter(entry -> entry.getValue().equals(topicId))
                .map(Map.Entry::getKey)
                .findFirst();
    }

    @Override
    public int partitionCount(String topicName) {
        return IDS.containsKey(topicName) ? PARTITIONS : 0;
    }

    @Override
    public TopicsView view() {
        return this;
    }

    @Override
    public long version() {
        return 1;
    }

    @Override
    public Optional<TopicInfo> named(String name) {
        return idOf(name).map(id -> new TopicInfo(name, id, PARTITIONS, _ -> List.of()));
    }

    @Override
    public Optional<TopicInfo> withId(Uuid id) {
        return nameOf(id).flatMap(this::named);
    }

    @Override
    public Collection<String> names() {
        return IDS.keySet();
    }
}
