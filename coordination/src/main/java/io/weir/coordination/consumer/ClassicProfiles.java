package io.weir.coordination.consumer;

import io.weir.coordination.consumer.MemberProfile.Place;
import io.weir.coordination.consumer.MemberProfile.Topics;
import io.weir.coordination.consumer.MemberProfile.Wishes;
import java.util.Optional;

/** What members of the classic protocol say, as profiles of members of a consumer group. */
final class ClassicProfiles {

    private ClassicProfiles() {}

    /** Throws MalformedMessageException when the subscription cannot be read. */
    static MemberProfile profile(ClassicState.Identity identity, int rebalanceTimeoutMs, ClassicMembership membership) {
        EmbeddedProtocol.Subscription subscription = membership.subscription();
        return new MemberProfile(
                identity.clientId(),
                identity.clientHost(),
                new Place(identity.instanceId(), subscription.rackId().filter(rack -> !rack.isEmpty())),
                new Topics(subscription.topics(), ""),
                new Wishes(rebalanceTimeoutMs, Optional.empty()),
                Optional.of(membership));
    }
}
