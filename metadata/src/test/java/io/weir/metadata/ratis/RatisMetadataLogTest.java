package io.weir.metadata.ratis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.metadata.controller.CreateTopics;
import io.weir.metadata.controller.RegisterBroker;
import io.weir.metadata.image.MetadataImage;
import io.weir.metadata.image.Records;
import io.weir.metadata.log.LocalMetadataLog;
import io.weir.metadata.log.MetadataLogException;
import io.weir.metadata.log.MetadataSnapshot;
import io.weir.protocol.types.ErrorCode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.apache.ratis.server.RaftServerConfigKeys;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Real Raft groups over a network of the test's. */
@Timeout(60)
final class RatisMetadataLogTest {

    @TempDir
    private Path root;

    private RaftNodes nodes;

    @BeforeEach
    void start() {
        nodes = new RaftNodes(root);
    }

    @AfterEach
    void stop() {
        nodes.close();
    }

    @Test
    void nothingWatchesForPausesOfTheProcess() throws Exception {
        // when
        nodes.found(1, MetadataSnapshot.EMPTY);
        await(() -> nodes.leader() == 1);

        // then
        await(() -> Thread.getAllStackTraces().keySet().stream()
                .noneMatch(thread -> thread.getName().startsWith("JvmPauseMonitor")));
    }

    @Test
    void aSingleNodeBecomesAClusterWithWhatItHas() throws Exception {
        // given: a node that was alone, with a topic
        Path directory = root.resolve("node-1");
        Files.createDirectories(directory);
        MetadataImage before = aloneWithATopic(directory);

        // when
        MetadataSnapshot seed = LocalSeed.readAndClose(LocalMetadataLog.openFormer(directory, 1));
        RaftNodes.Running node = nodes.found(1, seed);
        await(() -> nodes.leader() == 1);

        // then: all is there, goes on, and cannot be started without the cluster any more
        assertThat(image(node).topics()).isEqualTo(before.topics());
        assertThat(image(node).cluster()).isEqualTo(before.cluster());
        create(node, "later");
        assertThat(image(node).offset()).isEqualTo(before.offset() + 1);
        nodes.stop(1);
        assertThatThrownBy(() -> LocalMetadataLog.open(directory, 1, Long.MAX_VALUE))
                .isInstanceOf(MetadataLogException.class)
                .hasMessageContaining("node of a cluster");

        // and: a restart has both
        RaftNodes.Running again = nodes.restart(1);
        await(() -> nodes.leader() == 1);
        assertThat(image(again).topics().named("later")).isPresent();
        assertThat(image(again).topics().named("before")).isPresent();
    }

    @Test
    void everyNodeHoldsTheImageAndAMajorityGoesOn() throws Exception {
        // given
        threeNodes();
        create(active(), "first");
        IntStream.of(1, 2, 3).forEach(id -> await(() -> has(id, "first")));
        int leader = nodes.leader();

        // when
        nodes.cut(leader);
        await(() -> nodes.leader() != 0);
        create(active(), "second");

        // then
        assertThat(nodes.leader()).isNotEqualTo(leader);
        assertThat(has(leader, "second")).isFalse();
        nodes.heal(leader);
        IntStream.of(1, 2, 3).forEach(id -> await(() -> has(id, "second")));
        assertThat(images())
                .allMatch(image -> image.topics().equals(images().getFirst().topics()));
    }

    @Test
    void onlyWhoeverLeadsIsToldSo() throws Exception {
        // given
        threeNodes();
        RaftNodes.Running former = running(nodes.leader());
        former.log().confirmLeading().join();
        assertThatThrownBy(() ->
                        running(nodes.leader() % 3 + 1).log().confirmLeading().join())
                .hasMessageContaining("Another node leads");

        // when
        nodes.cut(nodes.leader());
        await(() -> nodes.leader() != 0);

        // then: neither who led before, nor who follows
        RaftNodes.Running present = active();
        for (int id = 1; id <= 3; id++) {
            RaftNodes.Running node = running(id);
            if (node.equals(present)) {
                node.log().confirmLeading().join();
            } else {
                assertThatThrownBy(() -> node.log().confirmLeading().join()).isInstanceOf(CompletionException.class);
            }
        }
    }

    @Test
    void aNodeThatKnowsThatTheLeaderIsGoneTakesItsPlaceAtOnce() throws Exception {
        // given: followers that would wait for minutes
        nodes.close();
        nodes = new RaftNodes(
                root.resolve("patient"), new RaftTuning(120_000, 100, 1_000, RaftNodes.SNAPSHOT_AFTER_ENTRIES));
        threeNodes();
        create(active(), "first");
        int leader = nodes.leader();
        int next = leader % 3 + 1;
        // No vote goes to a node that has less than the others, as one has for a moment after each entry.
        await(() -> haveTheSame(running(leader).log().quorum()));

        // when
        nodes.cut(leader);
        assertThat(running(next).log().stand(leader)).isTrue();

        // then
        await(() -> nodes.leader() == next);
        create(active(), "second");
        assertThat(running(next).log().stand(leader)).isFalse();
    }

    @Test
    void aNodeThatHasLessThanAnotherLeavesItToThatOne() throws Exception {
        // given: followers that would wait for minutes, and one that missed the last entry
        nodes.close();
        nodes = new RaftNodes(
                root.resolve("patient"), new RaftTuning(120_000, 100, 60_000, RaftNodes.SNAPSHOT_AFTER_ENTRIES));
        threeNodes();
        int leader = nodes.leader();
        int first = leader % 3 + 1;
        int next = first % 3 + 1;
        await(() -> haveTheSame(running(leader).log().quorum()));
        nodes.cut(first);
        create(active(), "missed");
        await(() -> has(next, "missed"));

        // when
        nodes.cut(leader);
        nodes.heal(first);

        // then: had it asked for votes, nobody would win before minutes are over
        assertThat(running(first).log().stand(leader)).isFalse();
        assertThat(running(next).log().stand(leader)).isTrue();
        await(() -> nodes.leader() == next);
    }

    @Test
    void aNodeThatWasAwayTooLongGetsASnapshotAndAllThatFollowItHearOfIt() throws Exception {
        // given: one that follows, and misses more than the log keeps
        threeNodes();
        int away = nodes.leader() == 3 ? 2 : 3;
        List<String> heard = new CopyOnWriteArrayList<>();
        running(away)
                .controller()
                .addListener(delta -> delta.topics().created().forEach(topic -> heard.add(topic.name())))
                .join();
        nodes.cut(away);
        RaftNodes.Running leader = active();
        int missed = 3 * (int) RaftNodes.SNAPSHOT_AFTER_ENTRIES;
        for (int i = 0; i < missed; i++) {
            create(leader, "topic-" + i);
        }

        // when
        nodes.heal(away);

        // then
        await(() -> has(away, "topic-" + (missed - 1)));
        assertThat(heard).hasSize(missed).doesNotHaveDuplicates();
    }

    @Test
    void whatComesWhileANodeStopsIsRefusedBeforeRaftLogsAnErrorForIt() {
        // given
        RaftNodes.Running node = nodes.found(1, MetadataSnapshot.EMPTY);

        // when
        nodes.stop(1);

        // then
        assertThatThrownBy(() -> node.log().receive(ByteBuffer.allocate(1)))
                .isInstanceOf(IOException.class)
                .hasMessage("Node 1 stops");
    }

    @Test
    void aNodeThatIsLeftOutGetsNothingMore() throws Exception {
        // given
        threeNodes();
        int gone = nodes.leader() == 3 ? 2 : 3;

        // when
        running(nodes.leader()).log().dismiss(gone).join();
        create(active(), "without");

        // then
        assertThat(running(nodes.leader()).log().members())
                .extracting(RaftMember::nodeId)
                .doesNotContain(gone)
                .hasSize(2);
    }

    @Test
    void aNodeWhoseVoteWasTakenHearsOnAfterItWasAloneForAWhile() throws Exception {
        // given: Raft has it go on as one that votes
        threeNodes();
        int former = nodes.leader() == 3 ? 2 : 3;
        create(active(), "before");
        running(nodes.leader())
                .log()
                .admit(new RaftMember(former, RaftNodes.address(former), false))
                .join();
        List<String> heard = new CopyOnWriteArrayList<>();
        await(() -> has(former, "before"));
        running(former)
                .controller()
                .addListener(delta -> delta.topics().created().forEach(topic -> heard.add(topic.name())))
                .join();

        // when: it would ask for votes, and finds that it has none
        nodes.cut(former);
        await(() -> running(former).log().hasEnded());
        create(active(), "meanwhile");
        await(() -> !running(former).log().hasEnded());
        nodes.heal(former);

        // then: it knows no less than before, and all that was decided since
        assertThat(has(former, "before")).isTrue();
        await(() -> has(former, "meanwhile"));
        assertThat(heard).containsExactly("before", "meanwhile");
        assertThat(running(nodes.leader()).log().members())
                .filteredOn(RaftMember::votes)
                .extracting(RaftMember::nodeId)
                .hasSize(2)
                .doesNotContain(former);
    }

    @Test
    void aLeaderThatStoodStillFollowsAtOnce() throws Exception {
        // given
        threeNodes();
        int former = nodes.leader();
        IntPredicate leads = id ->
                running(id).log().leader() == id && running(id).controller().isActive();

        // when: it finds that it has heard nobody, and then hears of the one that leads
        nodes.hold(former);
        await(() -> IntStream.of(1, 2, 3).filter(id -> id != former).anyMatch(leads));
        await(() -> !leads.test(former));
        long releasedNanos = System.nanoTime();
        nodes.release(former);

        // then: Ratis would hold everything up for five seconds
        await(() -> running(former).log().leader() != former);
        assertThat(Duration.ofNanos(System.nanoTime() - releasedNanos)).isLessThan(Duration.ofMillis(4_500));
    }

    @Test
    void aProcessThatStoodStillForLongGoesOn() {
        assertThat(RaftServerConfigKeys.closeThreshold(RaftSettings.of(root, RaftTuning.of(2_000)))
                        .toLong(TimeUnit.DAYS))
                .isGreaterThan(365);
    }

    private static boolean haveTheSame(QuorumState quorum) {
        return quorum.replicas().stream().allMatch(replica -> replica.logEnd() == quorum.highWatermark());
    }

    private void threeNodes() {
        nodes.found(1, MetadataSnapshot.EMPTY);
        await(() -> nodes.leader() == 1);
        active().controller()
                .submit(new RegisterBroker(1, Records.description(1)))
                .join();
        for (int id = 2; id <= 3; id++) {
            nodes.join(id);
            running(1).log().admit(RaftNodes.voter(id)).join();
        }
    }

    private static MetadataImage aloneWithATopic(Path directory) {
        RaftNodes.Running alone = RaftNodes.alone(directory);
        try (alone) {
            alone.controller()
                    .submit(new RegisterBroker(1, Records.description(1)))
                    .join();
            create(alone, "before");
            return image(alone);
        }
    }

    private RaftNodes.Running running(int nodeId) {
        return nodes.running(nodeId);
    }

    private RaftNodes.Running active() {
        return running(nodes.leader());
    }

    private boolean has(int nodeId, String topic) {
        return image(running(nodeId)).topics().named(topic).isPresent();
    }

    private List<MetadataImage> images() {
        return IntStream.of(1, 2, 3).mapToObj(id -> image(running(id))).toList();
    }

    private static MetadataImage image(RaftNodes.Running node) {
        return node.controller().image();
    }

    private static void create(RaftNodes.Running node, String topic) {
        CreateTopics.Answer answer = node.controller()
                .submit(new CreateTopics(List.of(CreateTopics.NewTopic.of(topic, 1, 1)), false))
                .join();
        assertThat(answer.topics().getFirst().error().code()).isEqualTo(ErrorCode.NONE);
    }

    private static void await(BooleanSupplier condition) {
        RaftNodes.await(condition);
    }
}
