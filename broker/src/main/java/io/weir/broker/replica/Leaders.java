package io.weir.broker.replica;

import io.weir.broker.partition.Partition;
import io.weir.broker.partition.Partitions;
import io.weir.protocol.messages.FetchRequest;
import io.weir.protocol.types.Payload;
import io.weir.replication.leader.LedPartition;
import io.weir.replication.terms.ReplicaKey;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** What this broker leads, for the brokers that follow it: a session for each of them. */
public final class Leaders {

    private static final int FIRST_QUESTION = 0;

    private final Partitions partitions;
    private final CatchUp catchUp;
    private final Turns turns;
    private final Map<Integer, FollowerDesk> desks = new ConcurrentHashMap<>();

    public Leaders(Partitions partitions, CatchUp catchUp, Turns turns) {
        this.partitions = partitions;
        this.catchUp = catchUp;
        this.turns = turns;
    }

    /** Answers one question of a follower's broker; the first of a session ends the one it had before. */
    public CompletableFuture<List<Payload>> answer(ByteBuffer question) {
        FetchRequest request = FetchWire.decodeRequest(question);
        int follower = request.replicaState().replicaId();
        FollowerDesk desk = request.sessionEpoch() == FIRST_QUESTION ? begin(follower) : known(follower);
        return desk.ask(request).thenApply(FetchWire::encode);
    }

    private FollowerDesk begin(int follower) {
        FollowerDesk desk = new FollowerDesk(this::find, turns);
        FollowerDesk before = desks.put(follower, desk);
        if (before != null) {
            before.close();
        }
        return desk;
    }

    /** Where there is none, a new one refuses the question, and the follower begins anew. */
    private FollowerDesk known(int follower) {
        return desks.computeIfAbsent(follower, _ -> new FollowerDesk(this::find, turns));
    }

    private Optional<LedPartition> find(ReplicaKey key) {
        @Nullable Partition partition = partitions.find(key.topicId(), key.partition());
        return partition == null ? Optional.empty() : Optional.of(new LedReplica(partition, catchUp));
    }
}
