package io.weir.metadata.controller;

/**
 * A broker tells that it lives, and what it wants.
 *
 * @param brokerEpoch of its registration
 * @param isReady     whether it can lead: its image has the registration, and its disks take records
 * @param wantsToStop whether it asks to be relieved of what it leads
 */
public record BrokerHeartbeat(int nodeId, long brokerEpoch, boolean isReady, boolean wantsToStop)
        implements Command<BrokerHeartbeat.Answer> {

    /**
     * How the broker stands.
     *
     * @param isFenced whether it may not lead; true after an error
     * @param mayStop  whether it leads nothing any more
     */
    public record Answer(ApiError error, boolean isFenced, boolean mayStop) {}
}
