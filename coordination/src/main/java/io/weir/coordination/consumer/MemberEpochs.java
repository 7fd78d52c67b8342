package io.weir.coordination.consumer;

import io.weir.protocol.types.ErrorCode;
import java.util.OptionalInt;

/** What a member may do that says it is in some epoch. */
final class MemberEpochs {

    private MemberEpochs() {}

    /** Which offsets a member may commit that says it is in this epoch. */
    static CommitRule commitRule(Member member, int epoch) {
        ErrorCode stale = staleEpoch(member);
        int current = member.progress().epoch();
        if (epoch == current) {
            return CommitRule.ALL;
        }
        if (epoch > current) {
            return CommitRule.none(stale);
        }
        // What a member has had since before that epoch nobody else can have read meanwhile.
        OwnedPartitions held = member.progress().held();
        return (topic, partition) -> {
            OptionalInt since = held.epochOf(topic, partition);
            return since.isPresent() && since.getAsInt() <= epoch ? ErrorCode.NONE : stale;
        };
    }

    /** What a member of either protocol understands as: your epoch is not the current one. */
    static ErrorCode staleEpoch(Member member) {
        return member.profile().isClassic() ? ErrorCode.ILLEGAL_GENERATION : ErrorCode.STALE_MEMBER_EPOCH;
    }
}
