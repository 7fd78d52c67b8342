package io.weir.metadata.controller;

import io.weir.metadata.image.BrokerDescription;

/** Make a broker part of the cluster, or tell that it has started again. */
public record RegisterBroker(int nodeId, BrokerDescription description) implements Command<RegisterBroker.Answer> {

    /** The epoch of the registration, which the broker names from now on; -1 after an error. */
    public record Answer(ApiError error, long brokerEpoch) {}
}
