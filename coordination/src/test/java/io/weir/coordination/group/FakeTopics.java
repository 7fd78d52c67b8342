package io.weir.coordination.group;

import io.weir.protocol.types.Uuid;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Topics that exist because a test says so. */
final class FakeTopics implements TopicDirectory {

    private record Topic(Uuid id, int partitions) {}

    private final Map<String, Topic> byName = new HashMap<>();
    private long ids = 1;

    Uuid create(String name, int partitions) {
        Uuid id = new Uuid(0xfeed, ids++);
        byName.put(name, new Topic(id, partitions));
        return id;
    }

    DeletedTopic delete(String name) {
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
}
