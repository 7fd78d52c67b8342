package io.weir.coordination.group;

import io.weir.protocol.types.MalformedMessageException;
import io.weir.protocol.wire.MessageReader;
import java.nio.ByteBuffer;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Which topics consumers subscribe to, read from the metadata they send (ConsumerProtocolSubscription). Every version
 * of it begins with an int16 version and the topics, so newer ones can be read without being known.
 */
final class SubscribedTopics {

    private SubscribedTopics() {}

    /** All topics of all members; nothing when one member's metadata is not of that form. */
    static Optional<Set<String>> ofAll(Collection<GroupMember> members, String protocolName) {
        Set<String> topics = new LinkedHashSet<>();
        try {
            for (GroupMember member : members) {
                topics.addAll(of(member.metadata(protocolName)));
            }
            return Optional.of(topics);
        } catch (MalformedMessageException e) {
            return Optional.empty();
        }
    }

    private static List<String> of(ByteBuffer metadata) {
        MessageReader reader = new MessageReader(metadata.duplicate());
        reader.int16();
        return reader.list("topics", false, 0, (in, version) -> in.string("topic", false));
    }
}
