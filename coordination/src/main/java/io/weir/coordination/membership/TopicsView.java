package io.weir.coordination.membership;

import io.weir.protocol.types.Uuid;
import java.util.Collection;
import java.util.Optional;

/** All topics at one moment; does not change while somebody holds it. Answers from memory. */
public interface TopicsView {

    /** Grows whenever a topic comes, changes or goes. */
    long version();

    Optional<TopicInfo> named(String name);

    Optional<TopicInfo> withId(Uuid id);

    /** The names of all topics. */
    Collection<String> names();
}
