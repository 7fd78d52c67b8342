package io.weir.broker.insight;

import io.weir.broker.cluster.Cluster;
import io.weir.broker.cluster.InternalTopics;
import io.weir.coordination.group.GroupCoordinator;
import io.weir.coordination.rebalance.GroupInsight;
import io.weir.metadata.image.PartitionImage;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** What is known of groups by those who coordinate them, on this broker or another: admin clients ask any. */
public final class GroupInsights {

    private final Cluster cluster;
    private final GroupCoordinator here;
    private final Optional<InsightPeers> peers;

    /** @param peers empty for a broker that is alone */
    public GroupInsights(Cluster cluster, GroupCoordinator here, Optional<InsightPeers> peers) {
        this.cluster = cluster;
        this.here = here;
        this.peers = peers;
    }

    /** {@link GroupInsight#NONE} where nobody can be asked, or the group is not known. */
    public CompletableFuture<GroupInsight> of(String groupId) {
        int leader = cluster.image()
                .topics()
                .partition(InternalTopics.CONSUMER_OFFSETS, here.partitionFor(groupId))
                .map(PartitionImage::leader)
                .orElse(cluster.nodeId());
        if (leader == cluster.nodeId() || leader < 0 || peers.isEmpty()) {
            return here.insight(groupId);
        }
        return peers.get()
                .ask(leader, InsightWire.encode(groupId))
                .thenApply(InsightWire::decode)
                .exceptionally(_ -> GroupInsight.NONE);
    }

    /** The answer to what another broker asks about a group that is coordinated here. */
    public CompletableFuture<ByteBuffer> answer(ByteBuffer question) {
        return here.insight(InsightWire.decodeGroup(question)).thenApply(InsightWire::encode);
    }
}
