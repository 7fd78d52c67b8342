package io.weir.coordination.consumer;

import java.util.Optional;
import java.util.SortedSet;

/**
 * What a member says about itself.
 *
 * @param clientId what the client calls itself
 * @param clientHost where it connects from
 * @param place which static member it is, and where it is
 * @param topics what it wants to read
 * @param wishes how it wants to be treated
 * @param classic what it says in the classic protocol; empty for a member of the consumer protocol
 */
record MemberProfile(
        String clientId,
        String clientHost,
        Place place,
        Topics topics,
        Wishes wishes,
        Optional<ClassicMembership> classic) {

    /** The name of a static member, and the rack the member is in. */
    record Place(Optional<String> instanceId, Optional<String> rackId) {}

    /** Topics by name, and by a regular expression; empty text where there is none. */
    record Topics(SortedSet<String> names, String regex) {

        boolean hasRegex() {
            return !regex.isEmpty();
        }
    }

    /** How long the member may take to give partitions up in ms, -1 where not said, and the assignor it asks for. */
    record Wishes(int rebalanceTimeoutMs, Optional<String> assignor) {}

    Optional<String> instanceId() {
        return place.instanceId();
    }

    boolean isClassic() {
        return classic.isPresent();
    }
}
