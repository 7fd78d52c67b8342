package io.weir.metadata.ratis;

import io.weir.metadata.log.ClusterFolder;
import io.weir.metadata.log.MetadataLog;
import io.weir.metadata.log.MetadataLogException;
import io.weir.metadata.log.MetadataLogListener;
import io.weir.metadata.log.MetadataSnapshot;
import io.weir.metadata.record.RecordCodec;
import io.weir.protocol.wire.Message;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A metadata log that a Raft group keeps. Where the group's leader is, entries may be appended; everywhere they are told.
 *
 * <p>{@link #start} returns when this node has begun to follow: it may know less than others for a while.
 */
public final class RatisMetadataLog implements MetadataLog {

    private static final Logger LOG = LoggerFactory.getLogger(RatisMetadataLog.class);

    private final Node node;
    private final RaftTransport transport;
    private final RaftTuning tuning;
    private final @Nullable MetadataSnapshot seed;
    private final Told told = new Told();
    private volatile CompletableFuture<Void> mayStand = new CompletableFuture<>();
    private volatile Runnable whenBegunAgain = this::mayStand;
    private @Nullable RaftGroupServer server;
    private @Nullable Revival revival;
    private volatile @Nullable Appender appender;
    private volatile boolean stops;

    /**
     * Which node this is.
     *
     * @param address as host:port, of its internal listener, as others reach it
     */
    public record Node(int nodeId, String address, ClusterFolder folder, ClusterFolder.Membership membership) {
        String clusterId() {
            return membership.clusterId();
        }
    }

    /**
     * Prepares the log.
     *
     * @param seed what the node kept while it was alone, if the cluster is about to begin with it
     */
    public RatisMetadataLog(Node node, RaftTransport transport, RaftTuning tuning, Optional<MetadataSnapshot> seed) {
        this.node = node;
        this.transport = transport;
        this.tuning = tuning;
        this.seed = seed.orElse(null);
    }

    @Override
    public String clusterId() {
        return node.clusterId();
    }

    @Override
    public int leader() {
        Appender known = appender;
        return known == null ? EntryOrder.NOBODY : known.leader();
    }

    @Override
    public void start(MetadataLogListener listener) {
        MetadataSnapshot first = seed;
        Appender newAppender = new Appender(node.nodeId(), listener, this::putAside);
        LogStateMachine machine = new LogStateMachine(listener, newAppender, told);
        try {
            RaftGroupServer started = RaftGroupServer.start(node, machine, this::send, tuning);
            newAppender.use(started, first == null ? Optional.empty() : Optional.of(seed(first)));
            server = started;
            appender = newAppender;
            revival = revival(started, newAppender, listener);
            revival.start();
        } catch (IOException e) {
            throw new MetadataLogException(
                    "The Raft log in " + node.folder().raft() + " cannot be used: " + e.getMessage()
                            + ". Check that the folder can be written, and that no other broker uses it",
                    e);
        }
    }

    private Revival revival(RaftGroupServer raft, Appender leading, MetadataLogListener listener) {
        return new Revival("node " + node.nodeId(), new Revival.Patient() {
            @Override
            public boolean hasEnded() {
                return raft.hasEnded();
            }

            @Override
            public void beginAgain() throws IOException {
                leading.onRaftLeads(false);
                mayStand = new CompletableFuture<>();
                raft.beginAgain(new LogStateMachine(listener, leading, told));
                whenBegunAgain.run();
            }
        });
    }

    /**
     * What is to be done when this node takes part again after its part had ended: it does not know whether it was left out meanwhile,
     * and has to be taken in then. It has to say {@link #mayStand} again. Must not wait.
     */
    public void whenBegunAgain(Runnable action) {
        whenBegunAgain = action;
    }

    private ByteBuffer send(int nodeId, String address, ByteBuffer message, long timeoutMs) throws IOException {
        if (PeerMessages.asksForVote(message)) {
            var _ = mayStand.copy()
                    .completeOnTimeout(null, timeoutMs, TimeUnit.MILLISECONDS)
                    .join();
        }
        return transport.call(nodeId, address, message, timeoutMs);
    }

    /**
     * This node has asked the others whether it is still one of them: from now on it may ask for votes. One that was left out while
     * it was away would be told by the leader to end its part in Raft, when all it needs is to be taken in again. Where this
     * is not said its questions are late, and asked.
     */
    public void mayStand() {
        mayStand.complete(null);
    }

    private static RaftEntry.Seed seed(MetadataSnapshot snapshot) {
        ByteBuffer records = RecordCodec.encode(snapshot.records());
        if (records.remaining() > RaftSettings.MAX_ENTRY_BYTES) {
            throw new MetadataLogException("What this node knows has " + records.remaining() + " bytes, and a cluster"
                    + " begins with " + RaftSettings.MAX_ENTRY_BYTES + " at most. Delete topics, then try again");
        }
        return new RaftEntry.Seed(snapshot.offset(), records);
    }

    private void putAside() {
        try {
            node.folder().putLocalFilesAside();
        } catch (IOException e) {
            LOG.warn("The files of the time before the cluster could not be put aside; the next start tries again", e);
        }
    }

    @Override
    public CompletableFuture<Long> append(int epoch, List<Message> records) {
        return started(appender).append(epoch, RecordCodec.encode(records));
    }

    /**
     * Finds out whether this node leads: not only as far as it knows, which may be long out of date where it was held up. Asks a
     * majority, or nobody where a majority has just been heard; writes nothing.
     *
     * @return done when it is known to have led after this call; fails where it is not
     */
    public CompletableFuture<Void> confirmLeading() {
        return started(server).confirmLeading();
    }

    /**
     * Takes a message of another node's Raft server and gives the answer.
     *
     * @throws IOException when it cannot be understood, or this node is not ready for it
     */
    public ByteBuffer receive(ByteBuffer message) throws IOException {
        RaftGroupServer running = server;
        if (running == null) {
            throw new IOException("Node " + node.nodeId() + " is starting");
        }
        if (stops) {
            // Ratis would log an error with its stack trace for each message that comes while it ends.
            throw new IOException("Node " + node.nodeId() + " stops");
        }
        if (running.hasEnded()) {
            throw new IOException("The part of node " + node.nodeId() + " had ended, and begins again");
        }
        return running.receive(message);
    }

    /** Whether Ratis has ended this node's part by itself; it begins again within a moment. */
    boolean hasEnded() {
        return started(server).hasEnded();
    }

    /** The nodes of the group, as this node knows them. */
    public List<RaftMember> members() {
        return started(server).members();
    }

    /**
     * The group as its leader sees it.
     *
     * @throws IllegalStateException where this node is not the leader
     */
    public QuorumState quorum() {
        return started(server).quorum();
    }

    /**
     * Takes a node in, or changes its address or whether it votes. Only where the group's leader is.
     *
     * @return done when the change holds; fails otherwise, also when another change is under way
     */
    public CompletableFuture<Void> admit(RaftMember member) {
        return started(server).admit(member);
    }

    /**
     * Asks for votes now instead of when the leader has been silent for long enough: its process is known to have ended.
     *
     * @return false where nothing was done: another leads by now, or is about to
     */
    public boolean stand(int formerLeader) {
        return started(server).stand(formerLeader);
    }

    /** Leaves a node out from now on; as {@link #admit}. */
    public CompletableFuture<Void> dismiss(int nodeId) {
        return started(server).dismiss(nodeId);
    }

    @Override
    public void close() {
        stops = true;
        Revival watching = revival;
        if (watching != null) {
            watching.close();
        }
        RaftGroupServer running = server;
        if (running != null) {
            running.close();
        }
        Appender known = appender;
        if (known != null) {
            known.close();
        }
    }

    private static <T> T started(@Nullable T part) {
        if (part == null) {
            throw new IllegalStateException("The metadata log was not started");
        }
        return part;
    }
}
