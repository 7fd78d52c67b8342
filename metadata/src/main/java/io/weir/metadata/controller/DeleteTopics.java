package io.weir.metadata.controller;

import io.weir.protocol.types.Uuid;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Delete topics, each by its name or by its id. Each succeeds or fails by itself. */
public record DeleteTopics(List<Target> targets) implements Command<DeleteTopics.Answer> {

    /**
     * One topic.
     *
     * @param name null when the id is given
     * @param id   {@link Uuid#ZERO} when the name is given
     */
    public record Target(@Nullable String name, Uuid id) {

        public static Target named(String name) {
            return new Target(name, Uuid.ZERO);
        }

        public static Target withId(Uuid id) {
            return new Target(null, id);
        }
    }

    /** In the order of the request, a topic that stood there several times only once. */
    public record Answer(List<Result> topics) {}

    /** What became of one topic, with the name and the id as far as they are known. */
    public record Result(@Nullable String name, Uuid id, ApiError error) {}
}
