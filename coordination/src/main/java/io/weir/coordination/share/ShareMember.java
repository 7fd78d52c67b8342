package io.weir.coordination.share;

import io.weir.coordination.assignor.Assignment;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedSet;

/** A member of a share group: what it says, and what it has. Never changes. */
record ShareMember(String id, Profile profile, Progress progress) {

    /** The epoch in a heartbeat that says good-bye. */
    static final int LEAVE = -1;

    private static final Profile NOTHING_SAID = new Profile("", "", Optional.empty(), Collections.emptySortedSet());
    private static final Progress NEW = new Progress(0, -1, Assignment.EMPTY);

    /**
     * What a member says about itself.
     *
     * @param topics names of the topics it reads
     */
    record Profile(String clientId, String clientHost, Optional<String> rackId, SortedSet<String> topics) {}

    /**
     * What a member has.
     *
     * @param epoch what it is to say next
     * @param previousEpoch what it may still say, where it missed the answer that told it the epoch
     */
    record Progress(int epoch, int previousEpoch, Assignment assigned) {}

    /** A member that has said nothing and has nothing. */
    static ShareMember unknown(String id) {
        return new ShareMember(id, NOTHING_SAID, NEW);
    }

    ShareMember with(Profile newProfile) {
        return new ShareMember(id, newProfile, progress);
    }

    ShareMember with(Progress newProgress) {
        return new ShareMember(id, profile, newProgress);
    }

    ShareMember withoutProgress() {
        return with(NEW);
    }
}
