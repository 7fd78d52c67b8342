package io.weir.broker.share;

import io.weir.broker.delivery.Acknowledgement;
import io.weir.broker.request.RequestContext;
import io.weir.coordination.sharestate.SharePartitionKey;
import io.weir.protocol.types.ErrorCode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** What members say of records, brought to the partitions they are of. */
final class Acknowledgements {

    /** From version 2 of ShareFetch and ShareAcknowledge a member may ask for more time (KIP-1222). */
    private static final int RENEW_VERSION = 2;

    private final ShareAccess access;
    private final SharedPartitions shared;

    Acknowledgements(ShareAccess access, SharedPartitions shared) {
        this.access = access;
        this.shared = shared;
    }

    /** The outcome for each partition, when it is written down. */
    CompletableFuture<Map<TopicIdPartition, Outcome>> take(
            RequestContext context,
            ShareSessions.Key member,
            Map<TopicIdPartition, List<Acknowledgement>> said,
            boolean isRenewal) {
        Map<TopicIdPartition, CompletableFuture<Outcome>> outcomes = new LinkedHashMap<>();
        said.forEach((partition, acknowledgements) ->
                outcomes.put(partition, take(context, member, partition, acknowledgements, isRenewal)));
        return CompletableFuture.allOf(outcomes.values().toArray(new CompletableFuture<?>[0]))
                .thenApply(_ -> {
                    Map<TopicIdPartition, Outcome> all = new LinkedHashMap<>();
                    outcomes.forEach((partition, outcome) -> all.put(partition, outcome.join()));
                    return all;
                });
    }

    private CompletableFuture<Outcome> take(
            RequestContext context,
            ShareSessions.Key member,
            TopicIdPartition partition,
            List<Acknowledgement> acknowledgements,
            boolean isRenewal) {
        if (!areWellFormed(acknowledgements, context.version(), isRenewal)) {
            return CompletableFuture.completedFuture(Outcome.of(ErrorCode.INVALID_REQUEST));
        }
        return switch (access.find(context, partition)) {
            case ShareAccess.Found.No(ErrorCode error) -> CompletableFuture.completedFuture(Outcome.of(error));
            case ShareAccess.Found.Yes _
            when acknowledgements.isEmpty() -> CompletableFuture.completedFuture(Outcome.DONE);
            case ShareAccess.Found.Yes _ ->
                shared.find(new SharePartitionKey(member.groupId(), partition.topicId(), partition.partition()))
                        .map(found -> found.acknowledge(member.memberId(), acknowledgements))
                        .orElseGet(() ->
                                CompletableFuture.completedFuture(Outcome.of(ErrorCode.UNKNOWN_TOPIC_OR_PARTITION)));
        };
    }

    private static boolean areWellFormed(List<Acknowledgement> acknowledgements, int version, boolean isRenewal) {
        int highestType =
                version >= RENEW_VERSION ? Acknowledgement.Type.RENEW.code() : Acknowledgement.Type.REJECT.code();
        long end = -1;
        for (Acknowledgement acknowledgement : acknowledgements) {
            if (!acknowledgement.isWellFormed(highestType)
                    || acknowledgement.first() < end
                    || (acknowledgement.says(Acknowledgement.Type.RENEW) && !isRenewal)) {
                return false;
            }
            end = acknowledgement.last();
        }
        return true;
    }
}
