package io.weir.coordination.group;

import io.weir.coordination.rebalance.GroupInsight;
import io.weir.protocol.messages.ConsumerGroupDescribeResponse;
import io.weir.protocol.messages.DescribeGroupsResponse.DescribedGroup;
import io.weir.protocol.messages.DescribeGroupsResponse.DescribedGroupMember;
import io.weir.protocol.messages.ListGroupsRequest;
import io.weir.protocol.messages.ListGroupsResponse.ListedGroup;
import io.weir.protocol.messages.ShareGroupDescribeResponse;
import io.weir.protocol.messages.StreamsGroupDescribeResponse;
import io.weir.protocol.types.ErrorCode;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** ListGroups and DescribeGroups. */
final class GroupQueries {

    /** What clients call the kind of group that is here. */
    private static final String CLASSIC_TYPE = "classic";

    /** From DescribeGroups version 6 an unknown group is an error; before it is a dead group. */
    private static final int GROUP_ID_NOT_FOUND_VERSION = 6;

    private final Groups groups;
    private final ModernGroups modern;

    GroupQueries(Groups groups, ModernGroups modern) {
        this.groups = groups;
        this.modern = modern;
    }

    /** The groups in one of the states and of one of the types; an empty filter lets all pass, case does not matter. */
    List<ListedGroup> list(ListGroupsRequest request) {
        Set<String> states = lowerCase(request.statesFilter());
        Set<String> types = lowerCase(request.typesFilter());
        return Stream.of(
                        groups.all().stream().map(GroupQueries::listed),
                        modern.consumers().list().stream(),
                        modern.streams().list().stream(),
                        modern.shares().list().stream())
                .flatMap(Function.identity())
                .filter(group -> types.isEmpty() || types.contains(group.groupType()))
                .filter(group ->
                        states.isEmpty() || states.contains(group.groupState().toLowerCase(Locale.ROOT)))
                .toList();
    }

    List<ListedGroup> all() {
        return list(ListGroupsRequest.builder().build());
    }

    private static ListedGroup listed(ClassicGroup group) {
        return ListedGroup.builder()
                .groupId(group.id())
                .protocolType(group.protocolType())
                .groupState(group.state().shownName())
                .groupType(CLASSIC_TYPE)
                .build();
    }

    /** A group of the consumer protocol; what is not one counts as not found. */
    ConsumerGroupDescribeResponse.DescribedGroup describeConsumerGroup(String groupId) {
        return modern.consumers().describe(groupId).orElseGet(() -> {
            String what = isOther(groupId) ? " is not a consumer group." : " not found.";
            return ConsumerGroupDescribeResponse.DescribedGroup.builder()
                    .groupId(groupId)
                    .errorCode(ErrorCode.GROUP_ID_NOT_FOUND.code())
                    .errorMessage("Group " + groupId + what)
                    .build();
        });
    }

    /** A share group; what is not one counts as not found. */
    ShareGroupDescribeResponse.DescribedGroup describeShareGroup(String groupId) {
        return modern.shares().describe(groupId).orElseGet(() -> {
            String what = isOther(groupId) ? " is not a share group." : " not found.";
            return ShareGroupDescribeResponse.DescribedGroup.builder()
                    .groupId(groupId)
                    .errorCode(ErrorCode.GROUP_ID_NOT_FOUND.code())
                    .errorMessage("Group " + groupId + what)
                    .build();
        });
    }

    /** A streams group; what is not one counts as not found. */
    StreamsGroupDescribeResponse.DescribedGroup describeStreamsGroup(String groupId) {
        return modern.streams().describe(groupId).orElseGet(() -> {
            String what = isOther(groupId) ? " is not a streams group." : " not found.";
            return StreamsGroupDescribeResponse.DescribedGroup.builder()
                    .groupId(groupId)
                    .errorCode(ErrorCode.GROUP_ID_NOT_FOUND.code())
                    .errorMessage("Group " + groupId + what)
                    .build();
        });
    }

    private boolean isOther(String groupId) {
        return groups.find(groupId).isPresent()
                || modern.contains(groupId)
                || modern.shares().contains(groupId);
    }

    DescribedGroup describe(RequestContext context, String groupId) {
        return groups.find(groupId)
                .map(GroupQueries::describe)
                .orElseGet(() -> describeUnknown(groupId, context.apiVersion()));
    }

    static DescribedGroup describeFailed(String groupId, ErrorCode error) {
        return DescribedGroup.builder().groupId(groupId).errorCode(error.code()).build();
    }

    GroupInsight insight(String groupId) {
        return groups.find(groupId)
                .map(group -> new GroupInsight(
                        group.history().all(), AwaitedMembers.of(group), new TreeSet<>(group.subscribedTopics())))
                .orElseGet(() -> modern.insight(groupId));
    }

    private static DescribedGroup describe(ClassicGroup group) {
        // Before the group is stable, neither protocol nor metadata are what the members will end up with.
        String protocol = group.is(GroupState.STABLE) ? group.protocolName().orElse("") : "";
        return DescribedGroup.builder()
                .groupId(group.id())
                .groupState(group.state().shownName())
                .protocolType(group.protocolType())
                .protocolData(protocol)
                .members(group.members().all().stream()
                        .map(member -> describe(member, protocol))
                        .toList())
                .build();
    }

    private static DescribedGroupMember describe(GroupMember member, String protocol) {
        return DescribedGroupMember.builder()
                .memberId(member.id())
                .groupInstanceId(member.identity().instanceId().orElse(null))
                .clientId(member.identity().clientId())
                .clientHost(member.identity().clientHost())
                .memberMetadata(member.metadata(protocol))
                .memberAssignment(member.assignment())
                .build();
    }

    private static DescribedGroup describeUnknown(String groupId, int version) {
        DescribedGroup.Builder dead = DescribedGroup.builder().groupId(groupId).groupState(GroupState.DEAD.shownName());
        if (version >= GROUP_ID_NOT_FOUND_VERSION) {
            dead.errorCode(ErrorCode.GROUP_ID_NOT_FOUND.code()).errorMessage("Group " + groupId + " not found.");
        }
        return dead.build();
    }

    private static Set<String> lowerCase(List<String> filter) {
        return filter.stream()
                .map(entry -> entry.trim().toLowerCase(Locale.ROOT))
                .collect(Collectors.toSet());
    }
}
