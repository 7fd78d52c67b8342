package io.weir.coordination.streams;

import io.weir.protocol.messages.StreamsGroupHeartbeatRequest;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a member says about itself.
 *
 * @param rebalanceTimeoutMs how long it may take to give tasks up; -1 where not said
 * @param topologyEpoch which topology of the application it runs
 */
record StreamsProfile(
        String clientId,
        String clientHost,
        Optional<String> rackId,
        int rebalanceTimeoutMs,
        int topologyEpoch,
        Instance process) {

    static final StreamsProfile UNKNOWN =
            new StreamsProfile("", "", Optional.empty(), -1, -1, new Instance("", Optional.empty(), new TreeMap<>()));

    private static final int NOT_SAID = -1;

    /**
     * What several members may share: an instance of the application.
     *
     * @param endpoint where it answers questions about its state
     * @param tags what it says about where it runs
     */
    record Instance(String id, Optional<Endpoint> endpoint, SortedMap<String, String> tags) {}

    /** A host and a port. */
    record Endpoint(String host, int port) {}

    /** What the member says now, together with what it said before. */
    StreamsProfile with(StreamsGroupHeartbeatRequest request, String newClientId, String newClientHost) {
        Optional<SortedMap<String, String>> tags = Optional.ofNullable(request.clientTags())
                .map(said -> {
                    SortedMap<String, String> byKey = new TreeMap<>();
                    said.forEach(tag -> byKey.put(tag.key(), tag.value()));
                    return byKey;
                });
        return new StreamsProfile(
                newClientId,
                newClientHost,
                Optional.ofNullable(request.rackId()).or(() -> rackId),
                request.rebalanceTimeoutMs() == NOT_SAID ? rebalanceTimeoutMs : request.rebalanceTimeoutMs(),
                Optional.ofNullable(request.topology())
                        .map(StreamsGroupHeartbeatRequest.Topology::epoch)
                        .orElse(topologyEpoch),
                new Instance(
                        Optional.ofNullable(request.processId()).orElse(process.id()),
                        Optional.ofNullable(request.userEndpoint())
                                .map(endpoint -> new Endpoint(endpoint.host(), endpoint.port()))
                                .or(process::endpoint),
                        tags.orElse(process.tags())));
    }
}
