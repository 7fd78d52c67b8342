package io.weir.coordination.consumer;

import java.nio.ByteBuffer;
import java.util.Collection;
import java.util.List;

/**
 * What a member says that speaks the classic protocol in a consumer group.
 *
 * @param protocols what it offers, as it offers them; at least one
 */
public record ClassicMembership(int sessionTimeoutMs, List<Protocol> protocols) {

    /** A way of assigning partitions that the member knows, with what it has to say for it. */
    public record Protocol(String name, ByteBuffer metadata) {}

    boolean offers(String protocolName) {
        return protocols.stream().anyMatch(protocol -> protocol.name().equals(protocolName));
    }

    /** What is said to be the group's protocol. Nobody assigns by it, so each member is told the first of its own. */
    String protocolName() {
        return protocols.getFirst().name();
    }

    /** What the member subscribes to and has; the same with each protocol. */
    EmbeddedProtocol.Subscription subscription() {
        return EmbeddedProtocol.subscription(protocols.getFirst().metadata());
    }

    /** Whether one of these protocols is offered by all members of the classic protocol. */
    static boolean isSharedByAll(Collection<Member> members, Collection<String> protocolNames) {
        return protocolNames.stream()
                .anyMatch(name -> members.stream()
                        .flatMap(member -> member.profile().classic().stream())
                        .allMatch(classic -> classic.offers(name)));
    }
}
