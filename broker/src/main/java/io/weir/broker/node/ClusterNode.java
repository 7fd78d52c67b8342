package io.weir.broker.node;

import io.weir.broker.cluster.Quorum;
import io.weir.broker.config.BrokerConfig;
import io.weir.broker.config.ClusterConfig;
import io.weir.broker.config.StartupException;
import io.weir.broker.insight.GroupInsights;
import io.weir.broker.network.Exchange;
import io.weir.broker.peer.PeerCall;
import io.weir.broker.peer.PeerExchange;
import io.weir.broker.peer.PeerFrame;
import io.weir.broker.peer.PeerHandler;
import io.weir.broker.peer.PeerLinks;
import io.weir.broker.peer.PeerRefusalException;
import io.weir.broker.peer.PeerStatus;
import io.weir.broker.peer.Reasons;
import io.weir.broker.request.Gate;
import io.weir.broker.share.ShareStateDesk;
import io.weir.broker.transaction.TransactionDesk;
import io.weir.broker.transaction.TransactionPeers.Question;
import io.weir.log.store.LogStore;
import io.weir.metadata.controller.ControllerRuntime;
import io.weir.metadata.forward.CommandCodec;
import io.weir.metadata.image.BrokerDescription;
import io.weir.metadata.image.NodeConfig;
import io.weir.metadata.log.ClusterFolder;
import io.weir.metadata.log.LocalMetadataLog;
import io.weir.metadata.log.MetadataLog;
import io.weir.metadata.log.MetadataSnapshot;
import io.weir.metadata.ratis.LocalSeed;
import io.weir.metadata.ratis.RaftMember;
import io.weir.metadata.ratis.RaftTuning;
import io.weir.metadata.ratis.RatisMetadataLog;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** This node as one of a cluster: its metadata log, its links, and what it answers other nodes. */
public final class ClusterNode implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ClusterNode.class);
    private static final long COMMAND_TIMEOUT_MS = 30_000;
    private static final long FETCH_TIMEOUT_MS = 10_000;
    private static final long COORDINATOR_TIMEOUT_MS = 30_000;

    /** Somebody waits for more than what is asked for. */
    private static final long INSIGHT_TIMEOUT_MS = 5_000;

    private static final long KNOWN_TIMEOUT_MS = 60_000;
    private static final long COME_BACK_AGAIN_MS = 10_000;

    private final NodeConfig node;
    private final ClusterConfig config;
    private final PeerFrame.Caller self;
    private final RaftMember member;
    private final MetadataLogSource source;
    private final PeerLinks links;
    private final RatisMetadataLog log;
    private final Executor threads = Executors.newVirtualThreadPerTaskExecutor();

    private ClusterNode(
            NodeConfig node, ClusterConfig config, PeerFrame.Caller self, RaftMember member, MetadataLogSource source) {
        this.node = node;
        this.config = config;
        this.self = self;
        this.member = member;
        this.source = source;
        this.links = new PeerLinks(self);
        this.log = new RatisMetadataLog(
                new RatisMetadataLog.Node(self.nodeId(), member.address(), source.folder, source.membership),
                this::sendRaft,
                RaftTuning.of(config.timeoutsMs().election()),
                source.seed);
    }

    private record MetadataLogSource(
            ClusterFolder folder, ClusterFolder.Membership membership, Optional<MetadataSnapshot> seed) {}

    /**
     * Finds out which cluster this node is of: the one its folder says, the one it is to join, or one that begins here.
     *
     * @param port of the internal listener
     * @throws StartupException when there is none, or the folder is that of a node that is alone
     */
    public static ClusterNode open(BrokerConfig broker, ClusterConfig config, int port) {
        int nodeId = broker.nodeId();
        ClusterFolder folder = new ClusterFolder(broker.metadataDir(), nodeId);
        MetadataLogSource source = source(broker, config, folder);
        PeerFrame.Caller self = new PeerFrame.Caller(CommandCodec.FORMAT, nodeId, source.membership.clusterId());
        String address = config.address().port() == 0
                ? config.address().withPort(port).address()
                : config.address().address();
        return new ClusterNode(broker.node(), config, self, new RaftMember(nodeId, address, config.votes()), source);
    }

    private static MetadataLogSource source(BrokerConfig broker, ClusterConfig config, ClusterFolder folder) {
        Optional<ClusterFolder.Membership> known = folder.membership();
        if (known.isPresent()) {
            boolean unfinished = known.get().founded() && folder.hasLocalFiles();
            return new MetadataLogSource(
                    folder, known.get(), unfinished ? Optional.of(seed(broker).snapshot) : Optional.empty());
        }
        if (config.bootstrap().isEmpty()) {
            Seed seed = seed(broker);
            ClusterFolder.Membership founded = new ClusterFolder.Membership(seed.clusterId, true);
            folder.become(founded);
            return new MetadataLogSource(folder, founded, Optional.of(seed.snapshot));
        }
        if (folder.hasLocalFiles()) {
            throw new StartupException("node " + broker.nodeId() + " is to join a cluster"
                    + " (controller.quorum.bootstrap.servers), and its folder " + broker.metadataDir()
                    + " has the metadata of a node that was alone. Start it with an empty folder, or let the cluster"
                    + " begin on it and the others join");
        }
        PeerFrame.Caller stranger = new PeerFrame.Caller(CommandCodec.FORMAT, broker.nodeId(), "");
        ClusterFolder.Membership joined = new ClusterFolder.Membership(Joining.introduce(stranger, config), false);
        folder.become(joined);
        return new MetadataLogSource(folder, joined, Optional.empty());
    }

    private record Seed(String clusterId, MetadataSnapshot snapshot) {}

    private static Seed seed(BrokerConfig broker) {
        LocalMetadataLog former = LocalMetadataLog.openFormer(broker.metadataDir(), broker.nodeId());
        return new Seed(former.clusterId(), LocalSeed.readAndClose(former));
    }

    /** The log of the cluster's metadata, not yet started. */
    public MetadataLog log() {
        return log;
    }

    /**
     * What other nodes ask of partitions that are led here.
     *
     * @param sizes how large they are
     */
    public record Leading(PeerHandler followers, Supplier<ByteBuffer> sizes) {}

    /** What other nodes ask of coordinators here, once there are some. */
    public record Desks(
            CompletableFuture<TransactionDesk> transactions,
            CompletableFuture<ShareStateDesk> shares,
            CompletableFuture<GroupInsights> groups) {

        /** With nobody behind them yet. */
        public static Desks empty() {
            return new Desks(new CompletableFuture<>(), new CompletableFuture<>(), new CompletableFuture<>());
        }
    }

    /** What answers other nodes before there is a controller here: Raft's messages, so that there can be one. */
    public Exchange answers(
            CompletableFuture<ControllerRuntime> controller, CompletableFuture<Leading> leaders, Desks desks) {
        Map<PeerCall, PeerHandler> handlers = new EnumMap<>(PeerCall.class);
        handlers.put(
                PeerCall.INTRODUCE,
                PeerHandler.ofBytes(
                        _ -> CompletableFuture.completedFuture(PeerFrame.payload(Joining.introduction(self)))));
        handlers.put(PeerCall.RAFT, PeerHandler.ofBytes(this::receiveRaft));
        handlers.put(PeerCall.JOIN, PeerHandler.ofBytes(payload -> admit(controller, payload)));
        handlers.put(
                PeerCall.COMMAND,
                PeerHandler.ofBytes(payload -> ForwardingCommands.carryOut(active(ready(controller)), payload)));
        handlers.put(PeerCall.FETCH, payload -> ready(leaders).followers().handle(payload));
        handlers.put(
                PeerCall.QUORUM,
                PeerHandler.ofBytes(payload -> new Voters.Desk(log, ready(controller), links).answer(payload)));
        handlers.put(
                PeerCall.SIZES,
                PeerHandler.ofBytes(_ ->
                        CompletableFuture.completedFuture(ready(leaders).sizes().get())));
        handlers.put(
                PeerCall.ADMIT_TO_TRANSACTION,
                PeerHandler.ofBytes(payload -> ready(desks.transactions).answer(Question.ADMIT, payload)));
        handlers.put(
                PeerCall.END_TRANSACTION,
                PeerHandler.ofBytes(payload -> ready(desks.transactions).answer(Question.END, payload)));
        handlers.put(
                PeerCall.SHARE_STATE,
                PeerHandler.ofBytes(payload -> ready(desks.shares).answer(payload)));
        handlers.put(
                PeerCall.GROUP_INSIGHT,
                PeerHandler.ofBytes(payload -> ready(desks.groups).answer(payload)));
        return new PeerExchange(self, handlers);
    }

    private ForwardingCommands.Active active(ControllerRuntime controller) {
        return new ForwardingCommands.Active(controller, log::confirmLeading);
    }

    private static <T> T ready(CompletableFuture<T> part) {
        if (!part.isDone()) {
            throw new PeerRefusalException(PeerStatus.NOT_CONTROLLER, "This node is starting");
        }
        return part.join();
    }

    /** Who keeps the metadata. */
    public Quorum quorum() {
        return new Voters(new Controllers(log, links)::call);
    }

    /** The way to the records that another node leads. */
    public CompletableFuture<ByteBuffer> askLeader(int nodeId, ByteBuffer question) {
        Optional<String> address = new Controllers(log, links).address(nodeId);
        return address.isEmpty()
                ? CompletableFuture.failedFuture(new IOException("Node " + nodeId + " is no member of the cluster"))
                : links.to(address.get(), PeerLinks.Lane.RECORDS).call(PeerCall.FETCH, question, FETCH_TIMEOUT_MS);
    }

    /** The way to the coordinator of a transaction, and to the partitions that are in one; never blocks. */
    public CompletableFuture<ByteBuffer> askAboutTransaction(int nodeId, Question question, ByteBuffer bytes) {
        PeerCall call = question == Question.ADMIT ? PeerCall.ADMIT_TO_TRANSACTION : PeerCall.END_TRANSACTION;
        PeerLinks.Lane lane = question == Question.ADMIT ? PeerLinks.Lane.ADMISSIONS : PeerLinks.Lane.MARKERS;
        return ask(nodeId, lane, call, bytes, COORDINATOR_TIMEOUT_MS);
    }

    /** The way to the coordinator of a share group's states; never blocks. */
    public CompletableFuture<ByteBuffer> askAboutShare(int nodeId, ByteBuffer question) {
        return ask(nodeId, PeerLinks.Lane.SHARE_STATES, PeerCall.SHARE_STATE, question, COORDINATOR_TIMEOUT_MS);
    }

    /** The way to the coordinator of a group; never blocks. */
    public CompletableFuture<ByteBuffer> askAboutGroup(int nodeId, ByteBuffer question) {
        return ask(nodeId, PeerLinks.Lane.QUESTIONS, PeerCall.GROUP_INSIGHT, question, INSIGHT_TIMEOUT_MS);
    }

    private CompletableFuture<ByteBuffer> ask(
            int nodeId, PeerLinks.Lane lane, PeerCall call, ByteBuffer bytes, long timeoutMs) {
        Optional<String> address = new Controllers(log, links).address(nodeId);
        return address.isEmpty()
                ? CompletableFuture.failedFuture(new IOException("Node " + nodeId + " is no member of the cluster"))
                : CompletableFuture.completedFuture(bytes)
                        .thenComposeAsync(asked -> links.to(address.get(), lane).call(call, asked, timeoutMs), threads);
    }

    private CompletableFuture<ByteBuffer> receiveRaft(ByteBuffer message) {
        try {
            return CompletableFuture.completedFuture(log.receive(message));
        } catch (IOException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private CompletableFuture<ByteBuffer> admit(CompletableFuture<ControllerRuntime> controller, ByteBuffer payload) {
        if (ready(controller).isActive()) {
            return Joining.admit(Joining.decode(payload), log, links);
        }
        if (log.leader() == self.nodeId()) {
            // It led before it was started again. To pass it on to itself would be to wait for its own answer.
            throw new PeerRefusalException(PeerStatus.NOT_CONTROLLER, "This node does not lead yet, or not any more");
        }
        return new Controllers(log, links).call(PeerCall.JOIN, Joining.passedOn(payload), Joining.ANSWER_WITHIN_MS);
    }

    private ByteBuffer sendRaft(int nodeId, String address, ByteBuffer message, long timeoutMs) throws IOException {
        try {
            return links.to(address, PeerLinks.Lane.RAFT)
                    .call(PeerCall.RAFT, message, timeoutMs)
                    .join();
        } catch (CompletionException e) {
            throw new IOException("Node " + nodeId + " at " + address + " does not answer: " + Reasons.of(e), e);
        }
    }

    /**
     * Comes in, registers the broker, and returns when all is known here that was decided before.
     *
     * @param logs whose disks may be full, or have lost something
     */
    public Life begin(ControllerRuntime controller, BrokerDescription description, LogStore logs) {
        Controllers controllers = new Controllers(log, links);
        ImageWaiters images = new ImageWaiters();
        ForwardingCommands commands =
                new ForwardingCommands(active(controller), controllers, images, COMMAND_TIMEOUT_MS);
        comeIn(controllers);
        log.whenBegunAgain(() -> Thread.startVirtualThread(() -> comeBack(controllers)));
        Heartbeats heartbeats = new Heartbeats(
                new Heartbeats.Self(self.nodeId(), description, logs),
                commands,
                controller,
                new Heartbeats.Pace(
                        config.timeoutsMs().heartbeat(), config.timeoutsMs().session()));
        heartbeats.register();
        awaitKnown(heartbeats);
        BrokerWatch watch = new BrokerWatch(
                self.nodeId(), controller, log, links, config.timeoutsMs().balance());
        BalanceWatch balance = new BalanceWatch(node, controller, controllers, links);
        return new Life(commands, heartbeats, new Watches(watch, balance), images);
    }

    private void comeIn(Controllers controllers) {
        ClusterFolder.Membership membership = source.membership;
        Joining.Request request = new Joining.Request(member, !membership.takenIn());
        Joining.join(request, config, links, controllers, log::mayStand);
        if (!membership.takenIn()) {
            source.folder.become(membership.asTakenIn());
        } else if (member.votes() && !controllers.votes(self.nodeId())) {
            LOG.info("Node {} has no vote on the metadata; weir quorum add gives it one", self.nodeId());
        }
    }

    /** It does not know whether it was left out while it took no part. */
    private void comeBack(Controllers controllers) {
        while (!links.areClosed()) {
            try {
                Joining.join(new Joining.Request(member, false), config, links, controllers, log::mayStand);
                return;
            } catch (StartupException e) {
                if (!links.areClosed()) {
                    LOG.warn("Node {} may not hear of what is decided: {}", self.nodeId(), e.getMessage());
                    LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(COME_BACK_AGAIN_MS));
                }
            }
        }
    }

    private void awaitKnown(Heartbeats heartbeats) {
        long giveUpNanos = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(KNOWN_TIMEOUT_MS);
        while (!heartbeats.isKnownHere()) {
            if (System.nanoTime() > giveUpNanos) {
                throw new StartupException("node " + self.nodeId() + " gets no metadata from the cluster at "
                        + String.join(", ", config.bootstrap()) + "; can the others reach " + member.address() + "?");
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(2));
        }
    }

    /** What looks after the cluster where the controller is. */
    record Watches(BrokerWatch brokers, BalanceWatch balance) {}

    /**
     * A node that has come in.
     *
     * @param images to be told last of all listeners
     */
    public record Life(ForwardingCommands commands, Heartbeats heartbeats, Watches watches, ImageWaiters images)
            implements AutoCloseable {

        /** Says that this broker is ready; returns when it may lead. Call it when all listeners but the last are there. */
        public void serve(ControllerRuntime controller) {
            controller.addListener(images).join();
            watches.brokers.start();
            heartbeats.start();
            watches.balance.start();
        }

        /** Whether clients may be answered. */
        public Gate gate() {
            return heartbeats.gate();
        }

        @Override
        public void close() {
            heartbeats.close();
            watches.brokers.close();
            watches.balance.close();
        }
    }

    @Override
    public void close() {
        links.close();
    }
}
