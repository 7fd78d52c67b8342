package io.weir.metadata.controller;

import io.weir.metadata.image.BrokerDescription;

/**
 * Make a broker part of the cluster, or tell that it has started again.
 *
 * @param previousEpoch of the registration in which it stopped in an orderly way, or still is; -1 where it may have lost what was
 *     not on disk
 * @param fenced whether it may not lead before it says by a heartbeat that it is ready
 */
public record RegisterBroker(int nodeId, BrokerDescription description, long previousEpoch, boolean fenced)
        implements Command<RegisterBroker.Answer> {

    /** A broker that is alone, and ready at once. */
    public RegisterBroker(int nodeId, BrokerDescription description) {
        this(nodeId, description, -1, false);
    }

    /** The epoch of the registration, which the broker names from now on; -1 after an error. */
    public record Answer(ApiError error, long brokerEpoch) {}
}
