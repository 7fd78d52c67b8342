package io.weir.coordination.share;

import io.weir.coordination.assignor.Assignment;

/**
 * One change of one share group: a record of the log, and what it does to the state. All of a group's lasting state is
 * made of these, so what is loaded equals what was.
 */
sealed interface ShareChange {

    String groupId();

    /** Whether it says only that something is not: such a change does not make a group. */
    default boolean onlyRemoves() {
        return false;
    }

    /** The group has come to this epoch, with topics of this hash. */
    record GroupEpoch(String groupId, int epoch, long metadataHash) implements ShareChange {}

    record GroupGone(String groupId) implements ShareChange {
        @Override
        public boolean onlyRemoves() {
            return true;
        }
    }

    record Profile(String groupId, String memberId, ShareMember.Profile profile) implements ShareChange {}

    record MemberGone(String groupId, String memberId) implements ShareChange {
        @Override
        public boolean onlyRemoves() {
            return true;
        }
    }

    /** The group's targets are those for this epoch, made at this time (ms since 1970, 0 where not known). */
    record TargetEpoch(String groupId, int epoch, long timestampMs) implements ShareChange {}

    record TargetsGone(String groupId) implements ShareChange {
        @Override
        public boolean onlyRemoves() {
            return true;
        }
    }

    record Target(String groupId, String memberId, Assignment assignment) implements ShareChange {}

    record TargetGone(String groupId, String memberId) implements ShareChange {
        @Override
        public boolean onlyRemoves() {
            return true;
        }
    }

    record Progress(String groupId, String memberId, ShareMember.Progress progress) implements ShareChange {}

    record ProgressGone(String groupId, String memberId) implements ShareChange {
        @Override
        public boolean onlyRemoves() {
            return true;
        }
    }

    record States(String groupId, StateTopics topics) implements ShareChange {}

    record StatesGone(String groupId) implements ShareChange {
        @Override
        public boolean onlyRemoves() {
            return true;
        }
    }
}
