package io.weir.replication.follower;

import io.weir.protocol.messages.FetchRequest;
import io.weir.protocol.messages.FetchRequest.FetchPartition;
import io.weir.protocol.messages.FetchRequest.FetchTopic;
import io.weir.protocol.messages.FetchRequest.ForgottenTopic;
import io.weir.protocol.messages.FetchRequest.ReplicaState;
import io.weir.protocol.messages.FetchResponse;
import io.weir.protocol.messages.FetchResponse.FetchableTopicResponse;
import io.weir.protocol.messages.FetchResponse.PartitionData;
import io.weir.protocol.types.Uuid;
import io.weir.replication.rate.Allowance;
import io.weir.replication.terms.ReplicaKey;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * All a broker follows from one leader, as one session: a question names the partitions whose position is not what the leader
 * knows, and no others, so that ten thousand idle ones cost nothing. Questions are answered in their order, and one may be
 * asked before the last is answered. Not to be shared between threads.
 */
public final class LeaderStream {

    private final int self;
    private final FetchSettings settings;
    private final Map<ReplicaKey, Followed> followed = new HashMap<>();
    private final Set<ReplicaKey> toName = new LinkedHashSet<>();
    private final Set<ReplicaKey> toForget = new LinkedHashSet<>();
    private final Set<ReplicaKey> again = new LinkedHashSet<>();
    private final HeldBack heldBack;
    private final Deque<Integer> asked = new ArrayDeque<>();
    private int nextQuestion;

    /** @param forThrottled what logs that are throttled may be sent, together with those of other streams */
    public LeaderStream(int self, FetchSettings settings, Allowance forThrottled) {
        this.self = self;
        this.settings = settings;
        this.heldBack = new HeldBack(forThrottled);
    }

    /** Follows a partition in this leader epoch from the next question on. */
    public void follow(ReplicaKey key, int leaderEpoch, FollowerReplica replica) {
        followed.put(key, new Followed(replica, leaderEpoch));
        again.remove(key);
        heldBack.remove(key);
        toForget.remove(key);
        toName.add(key);
    }

    public void unfollow(ReplicaKey key) {
        if (followed.remove(key) != null) {
            toName.remove(key);
            again.remove(key);
            heldBack.remove(key);
            toForget.add(key);
        }
    }

    /** The log starts elsewhere now, or somebody has begun to wait for its high watermark: the leader is told if it does not know. */
    public void tell(ReplicaKey key) {
        Followed one = followed.get(key);
        try {
            if (one != null && !one.isKnown()) {
                toName.add(key);
            }
        } catch (RuntimeException e) {
            one.failed(key, e);
        }
    }

    public boolean isEmpty() {
        return followed.isEmpty();
    }

    /** Whether the leader is to hear something before it has answered the last question. */
    public boolean hasNews() {
        return !toName.isEmpty() || !toForget.isEmpty() || heldBack.mayGo();
    }

    /** Whether partitions wait until throttled ones may be copied again, or they are throttled no more: {@link #lookAgain} tells. */
    public boolean isHeldBack() {
        return !heldBack.isEmpty();
    }

    /** Some may not be throttled any more: they are in sync, or it has been said so. */
    public void lookAgain() {
        toName.addAll(heldBack.release(key -> {
            Followed one = followed.get(key);
            return one == null || !one.log().isThrottled();
        }));
    }

    /** How many questions are not answered yet. */
    public int unanswered() {
        return asked.size();
    }

    /** The connection is lost: all is told anew. */
    public void reset() {
        asked.clear();
        nextQuestion = 0;
        toForget.clear();
        again.clear();
        heldBack.clear();
        followed.values().forEach(Followed::forgotten);
        toName.addAll(followed.keySet());
    }

    /** The next question; the epoch is that of the broker's registration. */
    public FetchRequest next(long brokerEpoch) {
        toName.addAll(again);
        boolean someWait = !again.isEmpty();
        again.clear();
        int question = nextQuestion++;
        asked.addLast(question);
        FetchRequest request = FetchRequest.builder()
                .replicaState(ReplicaState.builder()
                        .replicaId(self)
                        .replicaEpoch(brokerEpoch)
                        .build())
                .maxWaitMs(someWait ? settings.againMs() : settings.waitMs())
                // With 0 it is answered when its time is over, also where the leader has nothing to say.
                .minBytes(someWait ? 0 : 1)
                .maxBytes(settings.maxBytes())
                .sessionEpoch(question)
                .topics(named(question))
                .forgottenTopicsData(forgotten())
                .build();
        toName.clear();
        toForget.clear();
        return request;
    }

    private List<FetchTopic> named(int question) {
        Map<Uuid, List<FetchPartition>> byTopic = new LinkedHashMap<>();
        for (ReplicaKey key : toName) {
            Followed one = followed.get(key);
            if (one != null && one.log().isThrottled()) {
                heldBack.add(key);
            } else if (one != null && name(one, key, byTopic)) {
                // It may have waited while it was throttled.
                heldBack.remove(key);
                one.named(question, false);
            }
        }
        heldBack.next().ifPresent(key -> {
            Followed one = followed.get(key);
            if (one != null && name(one, key, byTopic)) {
                one.named(question, true);
            }
        });
        List<FetchTopic> topics = new ArrayList<>();
        byTopic.forEach((id, partitions) -> topics.add(
                FetchTopic.builder().topicId(id).partitions(partitions).build()));
        return topics;
    }

    private boolean name(Followed one, ReplicaKey key, Map<Uuid, List<FetchPartition>> byTopic) {
        Optional<FetchPartition> position = position(one, key);
        position.ifPresentOrElse(
                found -> byTopic.computeIfAbsent(key.topicId(), _ -> new ArrayList<>())
                        .add(found),
                () -> again.add(key));
        return position.isPresent();
    }

    /** Empty where the log cannot be used. */
    private Optional<FetchPartition> position(Followed one, ReplicaKey key) {
        ReplicaLog log = one.log();
        try {
            FetchPartition.Builder position = FetchPartition.builder();
            boolean isAwaited = log.isAwaited();
            if (isAwaited) {
                position.highWatermark(log.highWatermark());
            }
            long start = log.startOffset();
            one.says(start, isAwaited);
            return Optional.of(position.partition(key.partition())
                    .currentLeaderEpoch(one.leaderEpoch())
                    .fetchOffset(log.endOffset())
                    .lastFetchedEpoch(log.lastEpoch())
                    .logStartOffset(start)
                    .partitionMaxBytes(settings.partitionMaxBytes())
                    .build());
        } catch (RuntimeException e) {
            one.failed(key, e);
            return Optional.empty();
        }
    }

    private List<ForgottenTopic> forgotten() {
        Map<Uuid, List<Integer>> byTopic = new LinkedHashMap<>();
        toForget.forEach(key ->
                byTopic.computeIfAbsent(key.topicId(), _ -> new ArrayList<>()).add(key.partition()));
        List<ForgottenTopic> topics = new ArrayList<>();
        byTopic.forEach((id, partitions) -> topics.add(
                ForgottenTopic.builder().topicId(id).partitions(partitions).build()));
        return topics;
    }

    /** Takes the answer to the oldest question that has none. False when the leader does not know the session any more. */
    public boolean take(FetchResponse answer) {
        if (answer.errorCode() != 0 || asked.isEmpty()) {
            return false;
        }
        int question = asked.removeFirst();
        for (FetchableTopicResponse topic : answer.responses()) {
            for (PartitionData data : topic.partitions()) {
                take(new ReplicaKey(topic.topicId(), data.partitionIndex()), question, data);
            }
        }
        return true;
    }

    private void take(ReplicaKey key, int question, PartitionData data) {
        Followed one = followed.get(key);
        if (one == null || one.isNamedAfter(question)) {
            return;
        }
        if (one.wasThrottled() && data.records() != null) {
            heldBack.spend(data.records().sizeBytes());
        }
        switch (take(one, key, data)) {
            case MOVED -> toName.add(key);
            case AT_END -> {}
            case AGAIN_LATER -> again.add(key);
        }
    }

    /** What fails in one partition, its disk for example, holds up no other. */
    private static FollowerReplica.Outcome take(Followed one, ReplicaKey key, PartitionData data) {
        try {
            FollowerReplica.Outcome outcome = one.replica().take(data);
            one.succeeded();
            return outcome;
        } catch (RuntimeException e) {
            one.failed(key, e);
            return FollowerReplica.Outcome.AGAIN_LATER;
        }
    }
}
