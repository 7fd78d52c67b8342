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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All a broker follows from one leader, as one session: a question names the partitions whose position is not what the leader
 * knows, and no others, so that ten thousand idle ones cost nothing. Questions are answered in their order, and one may be
 * asked before the last is answered. Not to be shared between threads.
 */
public final class LeaderStream {

    private static final Logger LOG = LoggerFactory.getLogger(LeaderStream.class);

    private final int self;
    private final FetchSettings settings;
    private final Map<ReplicaKey, Followed> followed = new HashMap<>();
    private final Set<ReplicaKey> toName = new LinkedHashSet<>();
    private final Set<ReplicaKey> toForget = new LinkedHashSet<>();
    private final Set<ReplicaKey> again = new LinkedHashSet<>();
    private final Deque<Integer> asked = new ArrayDeque<>();
    private int nextQuestion;

    /** A partition, and the last question that said where its log ends. */
    private static final class Followed {
        private static final int NEVER = Integer.MAX_VALUE;

        private final FollowerReplica replica;
        private final int leaderEpoch;
        private int namedIn = NEVER;
        private long saidStart = -1;
        private boolean hasSaidItIsAwaited;
        private boolean hasFailed;

        Followed(FollowerReplica replica, int leaderEpoch) {
            this.replica = replica;
            this.leaderEpoch = leaderEpoch;
        }

        /** Whether the leader knows where the log starts, and who waits for the high watermark. */
        boolean isKnown() {
            ReplicaLog log = replica.log();
            return namedIn != NEVER && saidStart == log.startOffset() && (hasSaidItIsAwaited || !log.isAwaited());
        }

        void failed(ReplicaKey key, RuntimeException why) {
            if (!hasFailed) {
                hasFailed = true;
                LOG.error("Partition {} cannot follow its leader, and tries again: {}", key, why.toString());
            }
        }
    }

    public LeaderStream(int self, FetchSettings settings) {
        this.self = self;
        this.settings = settings;
    }

    /** Follows a partition in this leader epoch from the next question on. */
    public void follow(ReplicaKey key, int leaderEpoch, FollowerReplica replica) {
        followed.put(key, new Followed(replica, leaderEpoch));
        again.remove(key);
        toForget.remove(key);
        toName.add(key);
    }

    public void unfollow(ReplicaKey key) {
        if (followed.remove(key) != null) {
            toName.remove(key);
            again.remove(key);
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
        return !toName.isEmpty() || !toForget.isEmpty();
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
        followed.values().forEach(one -> one.namedIn = Followed.NEVER);
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
                .minBytes(1)
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
            if (one != null) {
                position(one, key)
                        .ifPresentOrElse(
                                position -> {
                                    one.namedIn = question;
                                    byTopic.computeIfAbsent(key.topicId(), _ -> new ArrayList<>())
                                            .add(position);
                                },
                                () -> again.add(key));
            }
        }
        List<FetchTopic> topics = new ArrayList<>();
        byTopic.forEach((id, partitions) -> topics.add(
                FetchTopic.builder().topicId(id).partitions(partitions).build()));
        return topics;
    }

    /** Empty where the log cannot be used. */
    private Optional<FetchPartition> position(Followed one, ReplicaKey key) {
        ReplicaLog log = one.replica.log();
        try {
            FetchPartition.Builder position = FetchPartition.builder();
            one.hasSaidItIsAwaited = log.isAwaited();
            if (one.hasSaidItIsAwaited) {
                position.highWatermark(log.highWatermark());
            }
            one.saidStart = log.startOffset();
            return Optional.of(position.partition(key.partition())
                    .currentLeaderEpoch(one.leaderEpoch)
                    .fetchOffset(log.endOffset())
                    .lastFetchedEpoch(log.lastEpoch())
                    .logStartOffset(one.saidStart)
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
        if (one == null || one.namedIn > question) {
            // The leader did not yet know where this log ends when it answered.
            return;
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
            FollowerReplica.Outcome outcome = one.replica.take(data);
            one.hasFailed = false;
            return outcome;
        } catch (RuntimeException e) {
            one.failed(key, e);
            return FollowerReplica.Outcome.AGAIN_LATER;
        }
    }
}
