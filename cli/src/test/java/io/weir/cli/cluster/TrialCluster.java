package io.weir.cli.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.TopicPartitionInfo;

/** Three real processes on this machine, which a test kills, pauses and cuts off. Bears two failures less than it has voters. */
final class TrialCluster implements AutoCloseable {

    private static final int BROKERS = 3;
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private final LocalCluster cluster;
    private final Optional<CutLinks> links;

    private TrialCluster(LocalCluster cluster, Optional<CutLinks> links) {
        this.cluster = cluster;
        this.links = links;
    }

    /** Starts one in which {@code min.insync.replicas} is 2, and waits until all brokers serve. */
    static TrialCluster start(Path root) throws Exception {
        return start(root, Optional.empty());
    }

    /** The same, where the links between the brokers can be cut. A broker that is killed is found out by its silence only. */
    static TrialCluster startWithLinks(Path root) throws Exception {
        return start(root, Optional.of(new CutLinks()));
    }

    private static TrialCluster start(Path root, Optional<CutLinks> links) throws Exception {
        LocalCluster local = new LocalCluster(root);
        local.lay(BROKERS, FreePorts.base(), Map.of("min.insync.replicas", "2"));
        TrialCluster trial = new TrialCluster(local, links);
        try {
            if (links.isPresent()) {
                trial.putBetween(links.get());
            }
            for (Member member : trial.members()) {
                var _ = member.start(false);
            }
            await(() -> trial.serving().size() == BROKERS);
            return trial;
        } catch (Exception | AssertionError e) {
            trial.close();
            throw e;
        }
    }

    private void putBetween(CutLinks between) throws IOException {
        for (Member member : members()) {
            Map<String, String> settings = new HashMap<>(member.recorded());
            int port =
                    Integer.parseInt(member.address().substring(member.address().lastIndexOf(':') + 1));
            int open = between.open(member.nodeId(), port + LocalCluster.INTERNAL_DISTANCE);
            settings.put("advertised.listeners", "PLAINTEXT://" + member.address() + ",CONTROLLER://127.0.0.1:" + open);
            settings.computeIfPresent(
                    "controller.quorum.bootstrap.servers", (_, _) -> "127.0.0.1:" + between.portTo(1));
            member.record(settings);
        }
    }

    void createTopic(String name, int partitions) throws Exception {
        try (Admin admin = admin(bootstrap())) {
            admin.createTopics(List.of(new NewTopic(name, partitions, (short) BROKERS)))
                    .all()
                    .get();
        }
    }

    List<Member> members() {
        return cluster.members();
    }

    Member member(int nodeId) {
        return members().get(nodeId - 1);
    }

    String bootstrap() {
        return addresses(members());
    }

    private static String addresses(List<Member> members) {
        return members.stream().map(Member::address).collect(Collectors.joining(","));
    }

    CutLinks links() {
        return links.orElseThrow();
    }

    void kill(Member member) {
        await(() -> member.process().isPresent());
        assertThat(member.process().orElseThrow().destroyForcibly()).isTrue();
        await(() -> member.process().isEmpty());
    }

    void pause(Member member) throws Exception {
        signal("-STOP", member);
    }

    void resume(Member member) throws Exception {
        signal("-CONT", member);
    }

    private static void signal(String signal, Member member) throws Exception {
        String pid = Long.toString(member.process().orElseThrow().pid());
        assertThat(new ProcessBuilder("kill", signal, pid).start().waitFor()).isZero();
    }

    /** Waits until the others have no hope left for this broker. */
    void awaitFenced(Member silent) {
        String others = addresses(members().stream()
                .filter(member -> member.nodeId() != silent.nodeId())
                .toList());
        await(() -> {
            try (Admin admin = admin(others)) {
                return admin.describeCluster().nodes().get().stream().noneMatch(node -> node.id() == silent.nodeId());
            } catch (InterruptedException | ExecutionException e) {
                return false;
            }
        });
    }

    /** Waits until all replicas of a topic are in sync, as each of the brokers says. */
    void awaitAllInSync(String topic) {
        await(() -> members().stream().allMatch(member -> isAllInSync(topic, member)));
    }

    private static boolean isAllInSync(String topic, Member asked) {
        try (Admin admin = admin(asked.address())) {
            return describe(admin, topic).partitions().stream()
                    .map(TopicPartitionInfo::isr)
                    .allMatch(isr -> isr.size() == BROKERS);
        } catch (InterruptedException | ExecutionException e) {
            return false;
        }
    }

    /** The node id of a partition's leader, or -1. */
    int leader(String topic, int partition) {
        try (Admin admin = admin(bootstrap())) {
            var leader = describe(admin, topic).partitions().get(partition).leader();
            return leader == null ? -1 : leader.id();
        } catch (InterruptedException | ExecutionException e) {
            return -1;
        }
    }

    private static TopicDescription describe(Admin admin, String topic)
            throws InterruptedException, ExecutionException {
        return Objects.requireNonNull(
                admin.describeTopics(List.of(topic)).allTopicNames().get().get(topic));
    }

    /** The node ids of the brokers that are told to clients. */
    List<Integer> serving() {
        try (Admin admin = admin(bootstrap())) {
            return admin.describeCluster().nodes().get().stream()
                    .map(node -> node.id())
                    .toList();
        } catch (InterruptedException | ExecutionException e) {
            return List.of();
        }
    }

    /** One that does not wait long for a broker that stands still. */
    private static Admin admin(String bootstrap) {
        return Admin.create(
                Map.of("bootstrap.servers", bootstrap, "request.timeout.ms", "2000", "default.api.timeout.ms", "2000"));
    }

    /** Fails when it does not come to pass within a minute and a half. */
    static void await(BooleanSupplier condition) {
        long giveUpNanos = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > giveUpNanos) {
                throw new AssertionError("It did not come to pass");
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
        }
    }

    @Override
    public void close() {
        members().forEach(member -> member.process().ifPresent(ProcessHandle::destroyForcibly));
        links.ifPresent(CutLinks::close);
    }
}
