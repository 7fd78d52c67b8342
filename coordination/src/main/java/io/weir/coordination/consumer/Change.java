package io.weir.coordination.consumer;

import io.weir.coordination.assignor.Assignment;

/**
 * One change of one group: a record of the log, and what it does to the state. All of a group's lasting state is made
 * of these, so what is loaded equals what was.
 */
sealed interface Change {

    String groupId();

    /** The group has come to this epoch, with topics of this hash. */
    record GroupEpoch(String groupId, int epoch, long metadataHash) implements Change {}

    record GroupGone(String groupId) implements Change {}

    /** A record that only Kafka before 4.1 wrote; all that is done about it is to remove it. */
    record OldMetadata(String groupId, boolean isThere) implements Change {}

    record Profile(String groupId, String memberId, MemberProfile profile) implements Change {}

    record MemberGone(String groupId, String memberId) implements Change {}

    /** The group's targets are those for this epoch, made at this time (ms since 1970, 0 where not known). */
    record TargetEpoch(String groupId, int epoch, long timestampMs) implements Change {}

    record TargetsGone(String groupId) implements Change {}

    record Target(String groupId, String memberId, Assignment assignment) implements Change {}

    record TargetGone(String groupId, String memberId) implements Change {}

    record Progress(String groupId, String memberId, MemberProgress progress) implements Change {}

    record ProgressGone(String groupId, String memberId) implements Change {}

    record Regex(String groupId, String regex, ResolvedRegex resolved) implements Change {}

    record RegexGone(String groupId, String regex) implements Change {}
}
