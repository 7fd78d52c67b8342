package io.weir.coordination.streams;

import io.weir.coordination.schema.StreamsGroupTopologyValue;
import java.util.SortedMap;

/**
 * One change of one streams group: a record of the log, and what it does to the state. All of a group's lasting state is
 * made of these, so what is loaded equals what was.
 */
sealed interface StreamsChange {

    String groupId();

    /** The group has come to this epoch. */
    record GroupEpoch(String groupId, Epoch epoch) implements StreamsChange {}

    /**
     * What a group's epoch stands for.
     *
     * @param metadataHash the hash of the topics it needs
     * @param validatedTopologyEpoch the topology all topics are there for; -1 for none
     * @param settings what its targets are made with
     */
    record Epoch(int number, long metadataHash, int validatedTopologyEpoch, SortedMap<String, String> settings) {}

    record GroupGone(String groupId) implements StreamsChange {}

    record Topology(String groupId, StreamsGroupTopologyValue topology) implements StreamsChange {}

    record TopologyGone(String groupId) implements StreamsChange {}

    record Profile(String groupId, String memberId, StreamsProfile profile) implements StreamsChange {}

    record MemberGone(String groupId, String memberId) implements StreamsChange {}

    /** The group's targets are those for this epoch, made at this time (ms since 1970, 0 where not known). */
    record TargetEpoch(String groupId, int epoch, long timestampMs) implements StreamsChange {}

    record TargetsGone(String groupId) implements StreamsChange {}

    record Target(String groupId, String memberId, Tasks tasks) implements StreamsChange {}

    record TargetGone(String groupId, String memberId) implements StreamsChange {}

    record Progress(String groupId, String memberId, StreamsProgress progress) implements StreamsChange {}

    record ProgressGone(String groupId, String memberId) implements StreamsChange {}

    default boolean onlyRemoves() {
        return switch (this) {
            case GroupGone _, TopologyGone _, MemberGone _, TargetsGone _, TargetGone _, ProgressGone _ -> true;
            case GroupEpoch _, Topology _, Profile _, TargetEpoch _, Target _, Progress _ -> false;
        };
    }
}
