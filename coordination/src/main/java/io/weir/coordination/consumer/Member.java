package io.weir.coordination.consumer;

import io.weir.coordination.consumer.MemberProfile.Place;
import io.weir.coordination.consumer.MemberProfile.Topics;
import io.weir.coordination.consumer.MemberProfile.Wishes;
import java.util.Collections;
import java.util.Optional;

/** A member of a consumer group: what it says, and how far it has come. Never changes. */
record Member(String id, MemberProfile profile, MemberProgress progress) {

    private static final MemberProfile NOTHING_SAID = new MemberProfile(
            "",
            "",
            new Place(Optional.empty(), Optional.empty()),
            new Topics(Collections.emptySortedSet(), ""),
            new Wishes(-1, Optional.empty()),
            Optional.empty());

    /** A member that has said nothing and has nothing. */
    static Member unknown(String id) {
        return new Member(id, NOTHING_SAID, MemberProgress.NEW);
    }

    Member with(MemberProfile newProfile) {
        return new Member(id, newProfile, progress);
    }

    Member with(MemberProgress newProgress) {
        return new Member(id, profile, newProgress);
    }
}
