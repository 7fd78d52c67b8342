package io.weir.broker.fetch;

import io.weir.protocol.types.Uuid;

/**
 * A partition as a fetch request names it: by topic id from version 13 on, by topic name before.
 *
 * @param topicId the topic's id, or {@link Uuid#ZERO} when named
 * @param topic the topic's name, or empty when given by id
 */
public record FetchTarget(Uuid topicId, String topic, int partition) {

    public boolean isById() {
        return !topicId.equals(Uuid.ZERO);
    }
}
