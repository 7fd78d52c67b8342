package io.weir.cli.doctor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.weir.cli.doctor.Finding.Severity;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.TopicPartitionInfo;
import org.junit.jupiter.api.Test;

final class ChecksTest {

    private static final Node ONE = new Node(1, "one", 9092);
    private static final Node TWO = new Node(2, "two", 9092);
    private static final Node THREE = new Node(3, "three", 9092);
    private static final List<Node> ALL = List.of(ONE, TWO, THREE);

    private final Map<TopicPartition, TopicPartitionInfo> partitions = new HashMap<>();
    private final Map<String, Map<String, String>> settings = new HashMap<>();
    private final Map<Integer, Map<String, Integer>> features = new HashMap<>();

    @Test
    void findsNothingInAClusterThatIsWell() {
        // given
        partition("orders", ONE, ALL, ALL);
        settings.put("orders", Map.of("min.insync.replicas", "2", "unclean.leader.election.enable", "false"));

        // then
        assertThat(findings(ALL, List.of(), List.of(), List.of())).isEmpty();
    }

    @Test
    void tellsOfPartitionsNobodyLeadsAndOfReplicasBehind() {
        // given
        partition("lost", Node.noNode(), ALL, List.of(ONE));
        partition("behind", ONE, ALL, List.of(ONE, TWO));

        // then
        assertThat(findings(ALL, List.of(), List.of(), List.of()))
                .extracting(Finding::severity, Finding::what)
                .containsExactly(
                        tuple(Severity.CRITICAL, "lost-0 without a leader, so nobody can read or write"),
                        tuple(Severity.WARNING, "behind-0 with replicas that are not in sync"));
    }

    @Test
    void tellsOfRiskySettings() {
        // given
        partition("single", ONE, List.of(ONE), List.of(ONE));
        partition("loose", ONE, ALL, ALL);
        settings.put("loose", Map.of("min.insync.replicas", "1", "unclean.leader.election.enable", "true"));
        partition("stiff", ONE, ALL, ALL);
        settings.put("stiff", Map.of("min.insync.replicas", "3"));

        // then
        assertThat(findings(ALL, List.of(), List.of(), List.of()))
                .extracting(Finding::fix)
                .containsExactly(
                        "weir partition reassign single-0=1,2,3",
                        "weir config set topic/loose min.insync.replicas=2",
                        "weir config set topic/stiff min.insync.replicas=2",
                        "weir config unset topic/loose unclean.leader.election.enable");
    }

    @Test
    void tellsOfFullDisksStuckGroupsAndHangingTransactions() {
        // when
        List<Finding> findings = findings(
                ALL,
                List.of(
                        new Patient.Folder(1, "/data", 50, 1000, ""),
                        new Patient.Folder(2, "/data", 10, 1000, ""),
                        new Patient.Folder(3, "/data", -1, -1, "")),
                List.of(
                        new Patient.Group("stuck", "PreparingRebalance", 0, List.of()),
                        new Patient.Group("left", "Empty", 7, List.of()),
                        new Patient.Group("fine", "Stable", 7, List.of())),
                List.of("transaction t is open for 90 s, though 60 s is its limit"));

        // then
        assertThat(findings)
                .extracting(Finding::severity)
                .containsExactly(
                        Severity.WARNING, Severity.CRITICAL, Severity.CRITICAL, Severity.WARNING, Severity.NOTE);
        assertThat(findings.getLast().what()).isEqualTo("group left has no members and 7 records to read");
    }

    @Test
    void tellsOfBrokersAwayAndUnevenLeaders() {
        // given
        Node away = new Node(3, "three", 9092, null, true);
        for (int i = 0; i < 20; i++) {
            partition("topic" + i, ONE, List.of(ONE, TWO), List.of(ONE, TWO));
        }

        // then
        assertThat(findings(List.of(ONE, TWO, away), List.of(), List.of(), List.of()))
                .extracting(Finding::what)
                .containsExactly("broker 3 is away", "leaders are uneven, by broker: {1=20, 2=0}");
    }

    @Test
    void tellsOfBrokersOfDifferentVersions() {
        // given
        features.put(1, Map.of("metadata.version", 25, "share.version", 1));
        features.put(2, Map.of("metadata.version", 26, "share.version", 1));
        features.put(3, Map.of("metadata.version", 25, "share.version", 1));

        // when
        List<Finding> findings = findings(ALL, List.of(), List.of(), List.of());

        // then
        assertThat(findings)
                .extracting(Finding::severity, Finding::what)
                .containsExactly(tuple(
                        Severity.WARNING,
                        "brokers are of different versions: what they support of metadata.version goes, by level and"
                                + " brokers, up to {25=[1, 3], 26=[2]}"));
    }

    @Test
    void takesAFeatureThatOneDoesNotKnowForADifference() {
        // given
        features.put(1, Map.of("share.version", 1));
        features.put(2, Map.of());

        // then
        assertThat(findings(ALL, List.of(), List.of(), List.of()))
                .extracting(Finding::severity)
                .containsExactly(Severity.WARNING);
    }

    @Test
    void tellsOfPartitionsThatAGroupLeavesOut() {
        // given
        List<TopicPartition> unread = Stream.of(2, 3, 4, 5)
                .map(number -> new TopicPartition("orders", number))
                .toList();

        // then
        assertThat(findings(ALL, List.of(), List.of(new Patient.Group("billing", "Stable", 0, unread)), List.of()))
                .extracting(Finding::severity, Finding::what)
                .containsExactly(tuple(
                        Severity.NOTE,
                        "group billing leaves out orders-2, orders-3, orders-4 and 1 more: there are records, and no"
                                + " member reads them"));
    }

    private void partition(String topic, Node leader, List<Node> replicas, List<Node> inSync) {
        partitions.put(new TopicPartition(topic, 0), new TopicPartitionInfo(0, leader, replicas, inSync));
    }

    private List<Finding> findings(
            List<Node> brokers, List<Patient.Folder> folders, List<Patient.Group> groups, List<String> hanging) {
        Patient patient =
                new Patient(brokers, partitions, settings, new Patient.Told(folders, features), groups, hanging);
        return Checks.all().stream()
                .flatMap(check -> Stream.of(check.look(patient)))
                .flatMap(List::stream)
                .toList();
    }
}
