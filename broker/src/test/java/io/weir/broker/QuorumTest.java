package io.weir.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeClusterOptions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.QuorumInfo;
import org.apache.kafka.clients.admin.QuorumInfo.ReplicaState;
import org.apache.kafka.clients.admin.RaftVoterEndpoint;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.errors.BrokerIdNotRegisteredException;
import org.apache.kafka.common.errors.DuplicateVoterException;
import org.apache.kafka.common.errors.VoterNotFoundException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** Who keeps the metadata, as Kafka's admin client asks it. */
@Timeout(120)
final class QuorumTest {

    @TempDir
    private Path folder;

    @Test
    void votersAreToldAndChangedFromAnyBroker() throws Exception {
        try (ClusterFixture cluster = new ClusterFixture(folder, Map.of())) {
            // given
            cluster.found(1);
            cluster.join(2);
            cluster.join(3, "broker");

            try (Admin admin = ClusterFixture.admin(cluster.broker(3).bootstrap())) {
                // then
                QuorumInfo quorum = admin.describeMetadataQuorum().quorumInfo().get();
                assertThat(ids(quorum.voters())).containsExactlyInAnyOrder(1, 2);
                assertThat(ids(quorum.observers())).containsExactly(3);
                assertThat(quorum.leaderId()).isIn(1, 2);
                assertThat(quorum.leaderEpoch()).isPositive();
                assertThat(quorum.highWatermark()).isPositive();
                assertThat(quorum.nodes().keySet()).containsExactlyInAnyOrder(1, 2);

                // and: all have caught up, sooner or later
                ClusterFixture.await(() -> everybodyHas(admin, quorum.highWatermark()));

                // when
                admin.addRaftVoter(3, Uuid.randomUuid(), endpoint(cluster.internalPort(3)))
                        .all()
                        .get();

                // then
                assertThat(ids(admin.describeMetadataQuorum().quorumInfo().get().voters()))
                        .containsExactlyInAnyOrder(1, 2, 3);
                assertThatThrownBy(() -> admin.addRaftVoter(3, Uuid.randomUuid(), endpoint(cluster.internalPort(3)))
                                .all()
                                .get())
                        .hasCauseInstanceOf(DuplicateVoterException.class);

                // when
                admin.removeRaftVoter(3, Uuid.randomUuid()).all().get();

                // then: it lives, and hears of everything on
                assertThat(ids(admin.describeMetadataQuorum().quorumInfo().get().observers()))
                        .containsExactly(3);
                assertThatThrownBy(() -> admin.removeRaftVoter(3, Uuid.randomUuid())
                                .all()
                                .get())
                        .hasCauseInstanceOf(VoterNotFoundException.class);
            }
        }
    }

    @Test
    void aBrokerThatIsAwayIsToldOfWhenAskedForAndForgottenWhenTold() throws Exception {
        try (ClusterFixture cluster = new ClusterFixture(folder, Map.of())) {
            // given
            cluster.found(1);
            cluster.join(2, "broker");
            cluster.stop(2);

            try (Admin admin = ClusterFixture.admin(cluster.broker(1).bootstrap())) {
                // then
                assertThat(nodes(admin, false)).containsExactly(1);
                assertThat(nodes(admin, true)).containsExactlyInAnyOrder(1, 2);

                // when
                admin.unregisterBroker(2).all().get();

                // then
                assertThat(nodes(admin, true)).containsExactly(1);
            }
        }
    }

    @Test
    void aRemovedVoterStaysOneWithoutAVoteWhenItStartsAgain() throws Exception {
        try (ClusterFixture cluster = new ClusterFixture(folder, Map.of())) {
            // given
            cluster.found(1);
            cluster.join(2);
            cluster.join(3);

            try (Admin admin = ClusterFixture.admin(cluster.broker(1).bootstrap())) {
                // when: it lives when its vote is taken
                admin.removeRaftVoter(3, Uuid.randomUuid()).all().get();
                cluster.stop(3);
                cluster.join(3);

                // then
                assertThat(votes(admin)).containsExactlyInAnyOrder(1, 2);
                assertThat(ids(admin.describeMetadataQuorum().quorumInfo().get().observers()))
                        .containsExactly(3);

                // when: it is given one again, and loses it while it is away
                admin.addRaftVoter(3, Uuid.randomUuid(), endpoint(cluster.internalPort(3)))
                        .all()
                        .get();
                cluster.stop(3);
                admin.removeRaftVoter(3, Uuid.randomUuid()).all().get();
                cluster.join(3);

                // then: it is back, and hears of what is decided
                assertThat(votes(admin)).containsExactlyInAnyOrder(1, 2);
                ClusterFixture.create(cluster.broker(1).bootstrap(), new NewTopic("there", Map.of(0, List.of(3))));
                ClusterFixture.produce(cluster.broker(3).bootstrap(), "there", 0, 1);

                // when: the node that the cluster began on
                admin.removeRaftVoter(1, Uuid.randomUuid()).all().get();
            }
            cluster.stop(1);
            cluster.found(1, cluster.internalPort(1));
            try (Admin admin = ClusterFixture.admin(cluster.broker(2).bootstrap())) {
                assertThat(votes(admin)).containsExactly(2);
            }
        }
    }

    @Test
    void aBrokerWhoseVoteWasTakenHearsOnWhenTheOthersHadNoLeaderForAWhile() throws Exception {
        try (ClusterFixture cluster = new ClusterFixture(folder, Map.of("controller.quorum.fetch.timeout.ms", "500"));
                Begun begun = Begun.listen()) {
            // given
            cluster.found(1);
            cluster.join(2);
            cluster.join(3);
            try (Admin admin = ClusterFixture.admin(cluster.broker(1).bootstrap())) {
                admin.removeRaftVoter(3, Uuid.randomUuid()).all().get();
            }

            // when: of two that vote one is away for longer than any of the others waits for a leader
            cluster.stop(1);
            ClusterFixture.await(() -> begun.nodes.contains("node 3"));
            cluster.found(1, cluster.internalPort(1));

            // then
            ClusterFixture.create(cluster.broker(1).bootstrap(), new NewTopic("there", Map.of(0, List.of(3))));
            ClusterFixture.produce(cluster.broker(3).bootstrap(), "there", 0, 1);
            try (Admin admin = ClusterFixture.admin(cluster.broker(3).bootstrap())) {
                assertThat(votes(admin)).containsExactlyInAnyOrder(1, 2);
            }
        }
    }

    @Test
    void aBrokerThatIsForgottenIsNotWaitedForAndMayComeBack() throws Exception {
        try (ClusterFixture cluster = new ClusterFixture(folder, Map.of("weir.balance.enable", "false"))) {
            // given: it has replicas
            cluster.found(1);
            cluster.join(2, "broker");
            String bootstrap = cluster.broker(1).bootstrap();
            ClusterFixture.create(bootstrap, new NewTopic("held", Map.of(0, List.of(2, 1))));
            ClusterFixture.produce(bootstrap, "held", 0, 10);
            cluster.stop(2);

            try (Admin admin = ClusterFixture.admin(bootstrap)) {
                // when
                admin.unregisterBroker(2).all().get();

                // then
                assertThat(nodes(admin, true)).containsExactly(1);
                assertThat(admin.describeMetadataQuorum().quorumInfo().get().observers())
                        .isEmpty();
                assertThat(ClusterFixture.partitions(bootstrap, "held")
                                .getFirst()
                                .replicas())
                        .extracting(Node::id)
                        .containsExactly(2, 1);
                assertThatThrownBy(() -> admin.unregisterBroker(2).all().get())
                        .hasCauseInstanceOf(BrokerIdNotRegisteredException.class);

                // when
                cluster.join(2, "broker");

                // then
                assertThat(nodes(admin, true)).containsExactlyInAnyOrder(1, 2);
                assertThat(ids(admin.describeMetadataQuorum().quorumInfo().get().observers()))
                        .containsExactly(2);
                ClusterFixture.await(() -> ClusterFixture.partitions(bootstrap, "held")
                                .getFirst()
                                .isr()
                                .size()
                        == 2);
            }
        }
    }

    /** The nodes that have said that they take part in Raft again. */
    private static final class Begun extends AppenderBase<ILoggingEvent> implements AutoCloseable {

        private final Set<String> nodes = ConcurrentHashMap.newKeySet();
        private final Logger logger = (Logger) LoggerFactory.getLogger("io.weir.metadata.ratis.Revival");

        static Begun listen() {
            Begun begun = new Begun();
            begun.start();
            begun.logger.addAppender(begun);
            return begun;
        }

        @Override
        protected void append(ILoggingEvent event) {
            nodes.add(String.valueOf(event.getArgumentArray()[0]));
        }

        @Override
        public void close() {
            logger.detachAppender(this);
        }
    }

    private static List<Integer> votes(Admin admin) throws Exception {
        return ids(admin.describeMetadataQuorum().quorumInfo().get().voters());
    }

    private static boolean everybodyHas(Admin admin, long offset) {
        try {
            QuorumInfo quorum = admin.describeMetadataQuorum().quorumInfo().get();
            return quorum.voters().stream().allMatch(voter -> voter.logEndOffset() >= offset)
                    && quorum.observers().stream().allMatch(observer -> observer.logEndOffset() >= offset);
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Set<RaftVoterEndpoint> endpoint(int port) {
        return Set.of(new RaftVoterEndpoint("CONTROLLER", "127.0.0.1", port));
    }

    private static List<Integer> ids(Collection<ReplicaState> replicas) {
        return replicas.stream().map(ReplicaState::replicaId).toList();
    }

    private static List<Integer> nodes(Admin admin, boolean fenced) throws Exception {
        return admin.describeCluster(new DescribeClusterOptions().includeFencedBrokers(fenced)).nodes().get().stream()
                .map(Node::id)
                .toList();
    }
}
