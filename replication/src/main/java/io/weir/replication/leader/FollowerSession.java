package io.weir.replication.leader;

import io.weir.protocol.messages.FetchRequest;
import io.weir.protocol.messages.FetchRequest.FetchPartition;
import io.weir.protocol.messages.FetchRequest.FetchTopic;
import io.weir.protocol.messages.FetchRequest.ForgottenTopic;
import io.weir.protocol.messages.FetchResponse;
import io.weir.protocol.messages.FetchResponse.FetchableTopicResponse;
import io.weir.protocol.messages.FetchResponse.PartitionData;
import io.weir.protocol.types.BufferPayload;
import io.weir.protocol.types.ErrorCode;
import io.weir.protocol.types.Payload;
import io.weir.protocol.types.Uuid;
import io.weir.replication.rate.Allowance;
import io.weir.replication.terms.ReplicaKey;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * What one broker follows here. It says where it stands in partitions whose position has changed; appends say which have
 * something new: the work is in what moves, whatever else it follows. A partition that was sent is not sent again before its
 * follower has said where it stands now. High watermarks go with what else there is to say; where consumers read from the
 * follower, which names the high watermark it knows then (as in KIP-1166), it hears of every move at once.
 *
 * <p>Thread-safe. Appends never wait for it.
 */
public final class FollowerSession {

    /** In one answer, of partitions whose follower is behind. */
    private static final int CATCH_UP_BYTES = 1 << 20;

    private static final long NOBODY_WAITS = FetchPartition.builder().build().highWatermark();

    private final LedPartitions partitions;
    private final Runnable whenMoved;
    private final Map<ReplicaKey, Tracked> tracked = new HashMap<>();
    private final Set<Tracked> ready = new LinkedHashSet<>();
    private final Set<Tracked> unsettled = new LinkedHashSet<>();

    /** Of these the follower waits for the high watermark. */
    private final Set<Tracked> awaited = new LinkedHashSet<>();

    /** Whose next batch did not fit into the answer that is made. */
    private final List<Tracked> leftOver = new ArrayList<>();

    private final Queue<Tracked> moved = new ConcurrentLinkedQueue<>();
    private int follower;
    private int maxBytes;
    private int nextQuestion;
    private boolean isHeldBack;

    /** One partition the follower has named; runs when something was appended to it. */
    private final class Tracked implements Runnable {
        private final ReplicaKey key;
        private final AtomicBoolean hasMoved = new AtomicBoolean();
        private Optional<LedPartition> partition = Optional.empty();
        private FetchPartition position = FetchPartition.builder().build();
        private boolean isSent;
        private boolean isStranger;
        private long toldHighWatermark = -1;

        Tracked(ReplicaKey key) {
            this.key = key;
        }

        @Override
        public void run() {
            if (hasMoved.compareAndSet(false, true)) {
                moved.add(this);
                whenMoved.run();
            }
        }

        boolean mayTellHighWatermark() {
            return !isSent
                    && partition.map(LedPartition::highWatermark).orElse(-1L) > toldHighWatermark
                    && !ready.contains(this);
        }

        boolean hasMore() {
            return partition
                    .filter(led -> led.endOffset() > position.fetchOffset())
                    .isPresent();
        }

        void lead(Optional<LedPartition> found) {
            partition.ifPresent(known -> known.unwatch(this));
            partition = found;
            // Also where it is the same one: it may be led in another epoch now.
            found.ifPresent(known -> known.watch(this));
        }
    }

    /**
     * A session without partitions.
     *
     * @param whenMoved is run after an append to any of its partitions, on the thread that appends
     */
    public FollowerSession(LedPartitions partitions, Runnable whenMoved) {
        this.partitions = partitions;
        this.whenMoved = whenMoved;
    }

    /** Takes a question; an error for one that is not the next in turn: the follower begins anew then. */
    public synchronized ErrorCode take(FetchRequest request) {
        if (request.sessionEpoch() != nextQuestion) {
            return ErrorCode.INVALID_FETCH_SESSION_EPOCH;
        }
        nextQuestion++;
        follower = request.replicaState().replicaId();
        maxBytes = request.maxBytes();
        for (ForgottenTopic topic : request.forgottenTopicsData()) {
            topic.partitions().forEach(partition -> forget(new ReplicaKey(topic.topicId(), partition)));
        }
        for (FetchTopic topic : request.topics()) {
            for (FetchPartition position : topic.partitions()) {
                named(new ReplicaKey(topic.topicId(), position.partition()), position, request);
            }
        }
        return ErrorCode.NONE;
    }

    private void named(ReplicaKey key, FetchPartition position, FetchRequest request) {
        Tracked one = tracked.computeIfAbsent(key, Tracked::new);
        one.lead(partitions.find(key));
        one.position = position;
        one.isSent = false;
        one.isStranger = one.partition
                .filter(partition -> !partition.fetched(
                        request.replicaState().replicaId(),
                        request.replicaState().replicaEpoch(),
                        position))
                .isPresent();
        awaitHighWatermark(one, position.highWatermark());
        // Whether there is something for it is seen when it is read.
        ready.add(one);
    }

    /** @param known what the follower's readers wait to see moved, if any of them do */
    private void awaitHighWatermark(Tracked one, long known) {
        if (known == NOBODY_WAITS) {
            awaited.remove(one);
        } else {
            one.toldHighWatermark = known;
            awaited.add(one);
            one.partition.ifPresent(partition -> partition.watchHighWatermark(one));
        }
    }

    private void forget(ReplicaKey key) {
        Tracked one = tracked.remove(key);
        if (one != null) {
            one.lead(Optional.empty());
            ready.remove(one);
            unsettled.remove(one);
            awaited.remove(one);
        }
    }

    /**
     * What there is to say now.
     *
     * @param last whether this is the end of waiting: high watermarks are told then, and an empty answer is one too
     */
    public synchronized Optional<FetchResponse> answer(boolean last) {
        gather();
        Map<Uuid, List<PartitionData>> byTopic = new LinkedHashMap<>();
        Map<Tracked, Allowance> behind = new LinkedHashMap<>();
        isHeldBack = false;
        long left = maxBytes;
        Iterator<Tracked> all = ready.iterator();
        while (all.hasNext() && left > 0) {
            Tracked one = all.next();
            Optional<Allowance> allowance = one.partition.flatMap(partition -> partition.allowance(follower));
            if (allowance.isPresent()) {
                behind.put(one, allowance.get());
            } else {
                all.remove();
                left -= add(byTopic, one, (int) left, left == maxBytes);
            }
        }
        catchUp(byTopic, behind, left);
        ready.addAll(leftOver);
        leftOver.clear();
        if (byTopic.isEmpty() && !last && awaited.stream().noneMatch(Tracked::mayTellHighWatermark)) {
            return Optional.empty();
        }
        tellHighWatermarks(byTopic);
        List<FetchableTopicResponse> topics = new ArrayList<>();
        byTopic.forEach((id, found) -> topics.add(
                FetchableTopicResponse.builder().topicId(id).partitions(found).build()));
        return Optional.of(FetchResponse.builder().responses(topics).build());
    }

    /** Last, and little at a time: what keeps others in sync comes behind it on the same connection. */
    private void catchUp(Map<Uuid, List<PartitionData>> byTopic, Map<Tracked, Allowance> behind, long maxBytesLeft) {
        long budget = Math.min(maxBytesLeft, CATCH_UP_BYTES);
        long left = budget;
        for (Map.Entry<Tracked, Allowance> entry : behind.entrySet()) {
            if (left <= 0) {
                return;
            }
            if (entry.getValue().isSpent()) {
                isHeldBack = true;
            } else {
                ready.remove(entry.getKey());
                // The first batch of all comes whole, however large: else it might never come.
                int bytes = add(byTopic, entry.getKey(), (int) left, left == budget);
                entry.getValue().spend(bytes);
                left -= bytes;
            }
        }
    }

    /** Whether the last answer left out what may be sent a little later. */
    public synchronized boolean isHeldBack() {
        return isHeldBack;
    }

    /** Reads a partition, and returns how many bytes of it are in the answer. */
    private int add(Map<Uuid, List<PartitionData>> byTopic, Tracked one, int maxBytesLeft, boolean atLeastOneBatch) {
        PartitionData data = read(one, maxBytesLeft, atLeastOneBatch);
        Payload records = data.records();
        int bytes = records == null ? 0 : records.sizeBytes();
        if (bytes > 0 || isExceptional(data)) {
            one.isSent = true;
            one.toldHighWatermark = data.highWatermark();
            byTopic.computeIfAbsent(one.key.topicId(), _ -> new ArrayList<>()).add(data);
        } else if (!atLeastOneBatch && one.hasMore()) {
            leftOver.add(one);
        } else {
            unsettled.add(one);
        }
        return bytes;
    }

    private void gather() {
        for (Tracked one = moved.poll(); one != null; one = moved.poll()) {
            one.hasMoved.set(false);
            if (!one.isSent && tracked.get(one.key) == one) {
                ready.add(one);
            }
        }
    }

    private static PartitionData read(Tracked one, int maxBytes, boolean atLeastOneBatch) {
        return one.partition
                .filter(_ -> !one.isStranger)
                .map(partition -> partition.read(
                        one.position, Math.min(maxBytes, one.position.partitionMaxBytes()), atLeastOneBatch))
                .orElseGet(() -> PartitionData.builder()
                        .partitionIndex(one.key.partition())
                        .errorCode(ErrorCode.NOT_LEADER_OR_FOLLOWER.code())
                        .records(BufferPayload.EMPTY)
                        .build());
    }

    private static boolean isExceptional(PartitionData data) {
        return data.errorCode() != 0 || data.divergingEpoch().endOffset() >= 0;
    }

    /** Followers that have everything learn how much of it is safe: a later leader begins with what it knows. */
    private void tellHighWatermarks(Map<Uuid, List<PartitionData>> byTopic) {
        Iterator<Tracked> all = unsettled.iterator();
        while (all.hasNext()) {
            Tracked one = all.next();
            all.remove();
            if (one.mayTellHighWatermark()) {
                long highWatermark =
                        one.partition.map(LedPartition::highWatermark).orElse(-1L);
                one.toldHighWatermark = highWatermark;
                byTopic.computeIfAbsent(one.key.topicId(), _ -> new ArrayList<>())
                        .add(PartitionData.builder()
                                .partitionIndex(one.key.partition())
                                .highWatermark(highWatermark)
                                .records(BufferPayload.EMPTY)
                                .build());
            }
        }
    }

    /** Another session takes its place, or the broker is gone. */
    public synchronized void close() {
        List.copyOf(tracked.keySet()).forEach(this::forget);
    }
}
