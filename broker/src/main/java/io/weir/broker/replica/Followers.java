package io.weir.broker.replica;

import io.weir.broker.partition.Following;
import io.weir.broker.partition.Partition;
import io.weir.replication.follower.FetchSettings;
import io.weir.replication.follower.FollowerReplica;
import io.weir.replication.follower.LeaderStream;
import io.weir.replication.terms.ReplicaKey;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/** What this broker follows: a feed for each broker that leads something of it. */
public final class Followers implements Following, AutoCloseable {

    private final int self;
    private final LeaderLine line;
    private final LongSupplier brokerEpoch;
    private final FetchSettings settings;
    private final ReplicationThrottle throttle;
    private final Turns turns;
    private final Map<Integer, LeaderFeed> feeds = new HashMap<>();
    private final Map<ReplicaKey, Followed> followed = new HashMap<>();

    private record Followed(int leader, int leaderEpoch, LogReplica log) {}

    /**
     * Nothing is followed so far.
     *
     * @param brokerEpoch of this broker's present registration
     * @param throttle of followers
     */
    public Followers(
            int self,
            LeaderLine line,
            LongSupplier brokerEpoch,
            FetchSettings settings,
            ReplicationThrottle throttle,
            Turns turns) {
        this.self = self;
        this.line = line;
        this.brokerEpoch = brokerEpoch;
        this.settings = settings;
        this.throttle = throttle;
        this.turns = turns;
    }

    @Override
    public synchronized void follow(Partition partition, int leader, int leaderEpoch) {
        ReplicaKey key = key(partition);
        Followed known = followed.get(key);
        if (known != null && known.leader == leader && known.leaderEpoch == leaderEpoch) {
            return;
        }
        unfollow(partition);
        LogReplica log = new LogReplica(partition, leaderEpoch, () -> isThrottled(partition));
        followed.put(key, new Followed(leader, leaderEpoch, log));
        feeds.computeIfAbsent(leader, id -> feed(id))
                .change(stream -> stream.follow(key, leaderEpoch, new FollowerReplica(log)));
    }

    @Override
    public synchronized void tell(Partition partition) {
        ReplicaKey key = key(partition);
        Followed known = followed.get(key);
        if (known != null) {
            feeds.computeIfAbsent(known.leader, id -> feed(id)).change(stream -> stream.tell(key));
        }
    }

    @Override
    public synchronized void unfollow(Partition partition) {
        ReplicaKey key = key(partition);
        Followed known = followed.remove(key);
        if (known != null) {
            known.log.end();
            LeaderFeed feed = feeds.get(known.leader);
            if (feed != null) {
                feed.change(stream -> stream.unfollow(key));
            }
        }
    }

    /** A replica in sync has to stay so. */
    private boolean isThrottled(Partition partition) {
        return !partition.others().isInSync(self) && throttle.holdsFor(partition.id());
    }

    private LeaderFeed feed(int leader) {
        LeaderStream stream = new LeaderStream(self, settings, throttle.allowance());
        return new LeaderFeed(question -> line.ask(leader, question), leader, stream, brokerEpoch, turns);
    }

    private static ReplicaKey key(Partition partition) {
        return new ReplicaKey(partition.id().topicId(), partition.id().partition());
    }

    @Override
    public synchronized void close() {
        followed.values().forEach(one -> one.log.end());
        followed.clear();
        feeds.values().forEach(LeaderFeed::close);
        feeds.clear();
    }
}
