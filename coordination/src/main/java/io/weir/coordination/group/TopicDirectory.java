package io.weir.coordination.group;

import io.weir.coordination.membership.TopicsView;
import io.weir.protocol.types.Uuid;
import java.util.Optional;

/** The topics that exist right now. Answers from memory; called by the coordinators' threads. */
public interface TopicDirectory {

    Optional<Uuid> idOf(String topicName);

    Optional<String> nameOf(Uuid topicId);

    /** How many partitions the topic has, numbered from 0; 0 when there is no such topic. */
    int partitionCount(String topicName);

    /** All of them as they are at this moment. */
    TopicsView view();
}
