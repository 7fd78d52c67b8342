package io.weir.coordination.group;

import io.weir.coordination.membership.TopicInfo;
import io.weir.coordination.membership.TopicsView;
import io.weir.protocol.types.Uuid;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Topics that exist because a test says so. */
final class FakeTopics implements TopicDirectory {

    private record Topic(Uuid id, int partitions) {}

    private final Map<String, Topic> byName = new HashMap<>();
    private long ids = 1;
    private long version = 1;

    Uuid create(String name, int partitions) {
        version++;
        Uuid id = new Uuid(0xfeed, ids++);
        byName.put(name, new Topic(id, partitions));
        return id;
    }

    /** The topic has so many partitions from now on. */
    void grow(String name, int partitions) {
        Topic topic = byName.get(name);
        if (topic == null) {
            throw new IllegalArgumentException("no topic " + name);
        }
        version++;
        byName.put(name, new Topic(topic.id(), partitions));
    }

    DeletedTopic delete(String name) {
        version++;
        Topic topic = byName.remove(name);
        if (topic == null) {
            throw new IllegalArgumentException("no topic " + name);
        }
        return new DeletedTopic(name, topic.id());
    }

    @Override
    public Optional<Uuid> idOf(String topicName) {
        return Optional.ofNullable(byName.get(topicName)).map(Topic::id);
    }

    @Override
    public Optional<String> nameOf(Uuid topicId) {
        return byName.entrySet().stream()
                .filter(entry -> entry.getValue().id().equals(topicId))
                .map(Map.Entry::getKey)
                .findFirst();
    }

    @Override
    public int partitionCount(String topicName) {
        return Optional.ofNullable(byName.get(topicName)).map(Topic::partitions).orElse(0);
    }

    @Override
    public TopicsView view() {
        return new View(version, Map.copyOf(byName));
    }

    private record View(long version, Map<String, Topic> byName) implements TopicsView {

        @Override
        public Optional<TopicInfo> named(String name) {
            return Optional.ofNullable(byName.get(name))
                    .map(topic -> new TopicInfo(name, topic.id(), topic.partitions(), _ -> List.of()));
        }

        @Override
        public Optional<TopicInfo> withId(Uuid id) {
            return byName.entrySet().stream()
                    .filter(entry -> entry.getValue().id().equals(id))
                    .findFirst()
                    .flatMap(entry -> named(entry.getKey()));
        }

        @Override
        public Collection<String> names() {
            return byName.keySet();
        }
    }
}
