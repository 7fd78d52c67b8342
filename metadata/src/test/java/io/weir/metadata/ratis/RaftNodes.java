package io.weir.metadata.ratis;

import io.weir.metadata.controller.ControllerRuntime;
import io.weir.metadata.image.NodeConfig;
import io.weir.metadata.log.ClusterFolder;
import io.weir.metadata.log.LocalMetadataLog;
import io.weir.metadata.log.MetadataLog;
import io.weir.metadata.log.MetadataSnapshot;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/** Nodes of one cluster in this process: real Raft groups, and a network that a test can cut. */
final class RaftNodes implements AutoCloseable {

    static final String CLUSTER_ID = "a-cluster-of-tests";
    static final long SNAPSHOT_AFTER_ENTRIES = 50;
    private static final RaftTuning TUNING = new RaftTuning(1_000, 100, 1_000, SNAPSHOT_AFTER_ENTRIES);

    private final Path root;
    private final RaftTuning tuning;
    private final Map<Integer, Running> running = new ConcurrentHashMap<>();
    private final Set<Integer> cut = ConcurrentHashMap.newKeySet();
    private final Map<Integer, CompletableFuture<Void>> held = new ConcurrentHashMap<>();

    /** A node that runs: its log, and the controller over it. */
    record Running(MetadataLog anyLog, ControllerRuntime controller) implements AutoCloseable {

        RatisMetadataLog log() {
            return (RatisMetadataLog) anyLog;
        }

        @Override
        public void close() {
            controller.close();
        }
    }

    RaftNodes(Path root) {
        this(root, TUNING);
    }

    RaftNodes(Path root, RaftTuning tuning) {
        this.root = root;
        this.tuning = tuning;
    }

    /** Starts the node the cluster begins on. */
    Running found(int nodeId, MetadataSnapshot seed) {
        return start(nodeId, true, Optional.of(seed));
    }

    /** Starts a node that is taken in later, or was before. */
    Running join(int nodeId) {
        return start(nodeId, false, Optional.empty());
    }

    /** Starts a node again. */
    Running restart(int nodeId) {
        return start(nodeId, false, Optional.empty());
    }

    /** Starts a node that is no cluster's. */
    static Running alone(Path directory) {
        LocalMetadataLog log = LocalMetadataLog.open(directory, 1, Long.MAX_VALUE);
        return new Running(
                log, ControllerRuntime.start(new NodeConfig(1, Map.of()), log, InstantSource.system(), new Random(1)));
    }

    Running running(int nodeId) {
        Running node = running.get(nodeId);
        if (node == null) {
            throw new IllegalStateException("Node " + nodeId + " does not run");
        }
        return node;
    }

    /** Waits, and fails after a while. */
    static void await(BooleanSupplier condition) {
        long giveUpNanos = System.nanoTime() + TimeUnit.SECONDS.toNanos(40);
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > giveUpNanos) {
                throw new AssertionError("It did not come to pass");
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
        }
    }

    private Running start(int nodeId, boolean founds, Optional<MetadataSnapshot> seed) {
        ClusterFolder folder = folder(nodeId);
        if (folder.membership().isEmpty()) {
            folder.become(new ClusterFolder.Membership(CLUSTER_ID, founds));
        }
        RatisMetadataLog log = new RatisMetadataLog(
                new RatisMetadataLog.Node(
                        nodeId, address(nodeId), folder, folder.membership().orElseThrow()),
                (to, address, message, timeoutMs) -> deliver(nodeId, to, message),
                tuning,
                seed);
        ControllerRuntime controller = ControllerRuntime.start(
                new NodeConfig(nodeId, Map.of()), log, InstantSource.system(), new Random(nodeId));
        log.mayStand();
        Running node = new Running(log, controller);
        running.put(nodeId, node);
        return node;
    }

    ClusterFolder folder(int nodeId) {
        return new ClusterFolder(root.resolve("node-" + nodeId), nodeId);
    }

    static String address(int nodeId) {
        return "127.0.0.1:" + (10_000 + nodeId);
    }

    static RaftMember voter(int nodeId) {
        return new RaftMember(nodeId, address(nodeId), true);
    }

    /** Lets nothing to or from this node. */
    void cut(int nodeId) {
        cut.add(nodeId);
    }

    void heal(int nodeId) {
        cut.remove(nodeId);
    }

    /** Lets nothing to or from this node before it is released, as where it stands still; whoever sends waits, interrupted or not. */
    void hold(int nodeId) {
        held.put(nodeId, new CompletableFuture<>());
    }

    void release(int nodeId) {
        Optional.ofNullable(held.remove(nodeId)).ifPresent(hold -> hold.complete(null));
    }

    /** The node whose controller is active, among those that are not cut off; 0 while there is none. */
    int leader() {
        return running.entrySet().stream()
                .filter(node -> !cut.contains(node.getKey()))
                .filter(node -> node.getValue().log().leader() == node.getKey()
                        && node.getValue().controller().isActive())
                .mapToInt(Map.Entry::getKey)
                .findFirst()
                .orElse(0);
    }

    void stop(int nodeId) {
        Running node = running.remove(nodeId);
        if (node != null) {
            node.controller().close();
        }
    }

    @Override
    public void close() {
        // Each takes Ratis a second.
        running.values().parallelStream().forEach(Running::close);
    }

    private ByteBuffer deliver(int from, int to, ByteBuffer message) throws IOException {
        Stream.of(from, to)
                .flatMap(id -> Optional.ofNullable(held.get(id)).stream())
                .forEach(CompletableFuture::join);
        Running target = running.get(to);
        if (target == null || cut.contains(from) || cut.contains(to)) {
            throw new IOException("No way from " + from + " to " + to);
        }
        return target.log().receive(message);
    }
}
