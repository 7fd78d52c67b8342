package io.weir.console.groups;

import io.weir.broker.insight.BrokerView;
import io.weir.console.http.Answer;
import io.weir.console.http.Request;
import io.weir.coordination.rebalance.GroupInsight;
import io.weir.coordination.rebalance.Rebalance;
import io.weir.metadata.image.TopicImage;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.GroupListing;
import org.apache.kafka.common.GroupState;
import org.apache.kafka.common.utils.Utils;

/** One group with its members, and why it rebalanced. */
final class GroupPage {

    private static final String OFFSETS = "__consumer_offsets";
    private static final long PATIENCE_SECONDS = 5;

    private final BrokerView broker;
    private final Directory directory;

    GroupPage(BrokerView broker, Directory directory) {
        this.broker = broker;
        this.directory = directory;
    }

    private record Page(
            String name,
            Kind type,
            GroupState state,
            String protocol,
            OptionalInt coordinator,
            int members,
            Optional<String> assignor,
            OptionalInt epoch,
            Optional<String> waitsFor,
            List<Row> membersList,
            List<Cause> rebalances) {}

    /** @param stuck in words, when a rebalance waits for this member */
    private record Row(
            String id,
            Optional<String> instanceId,
            String clientId,
            String host,
            OptionalInt epoch,
            List<Membership.Assigned> assignment,
            Optional<String> stuck) {}

    private record Cause(long time, int epoch, String reason) {}

    Answer answer(Request request) {
        GroupListing group = directory.find(request.name("group"));
        Membership membership = directory.describe(group);
        GroupInsight insight = insight(broker, group.groupId());
        Optional<String> waitsFor = Optional.of(insight.waitsFor()).filter(text -> !text.isEmpty());
        return Answer.json(new Page(
                group.groupId(),
                Kind.of(group),
                membership.state(),
                group.protocol(),
                coordinator(group.groupId()),
                membership.members().size(),
                membership.assignor(),
                membership.epoch(),
                waitsFor,
                membership.members().stream()
                        .map(member -> row(member, waitsFor))
                        .toList(),
                insight.rebalances().reversed().stream().map(GroupPage::cause).toList()));
    }

    /** Without an answer nothing more is known: it is an extra. */
    static GroupInsight insight(BrokerView broker, String group) {
        return broker.insight(group)
                .completeOnTimeout(GroupInsight.NONE, PATIENCE_SECONDS, TimeUnit.SECONDS)
                .exceptionally(_ -> GroupInsight.NONE)
                .join();
    }

    private static Row row(Membership.Member member, Optional<String> waitsFor) {
        return new Row(
                member.id(),
                member.instanceId(),
                member.clientId(),
                member.host(),
                member.epoch(),
                member.assignment(),
                waitsFor.filter(text -> text.contains(member.id() + " at "))
                        .map(text -> "the group waits for " + text));
    }

    private static Cause cause(Rebalance rebalance) {
        return new Cause(rebalance.startedMs(), rebalance.toGeneration(), rebalance.why());
    }

    /** Who leads the partition of the offsets topic that the name falls into. */
    private OptionalInt coordinator(String group) {
        Optional<TopicImage> offsets = broker.image().topics().named(OFFSETS);
        return offsets.map(topic ->
                        Utils.toPositive(group.hashCode()) % topic.partitions().size())
                .flatMap(number -> offsets.get().partition(number))
                .filter(partition -> partition.leader() >= 0)
                .map(partition -> OptionalInt.of(partition.leader()))
                .orElse(OptionalInt.empty());
    }
}
