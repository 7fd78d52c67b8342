package io.weir.broker.client;

import static io.weir.broker.client.SharedBroker.result;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeClusterOptions;
import org.apache.kafka.clients.admin.DescribeClusterResult;
import org.apache.kafka.clients.admin.LogDirDescription;
import org.apache.kafka.clients.admin.ReplicaInfo;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.TopicPartitionReplica;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The cluster, its folders and its listeners as clients see them. */
class AdminClusterTest {

    @RegisterExtension
    static final SharedBroker BROKER = SharedBroker.start(Map.of(
            "listeners", "INSIDE://127.0.0.1:0,OUTSIDE://127.0.0.1:0",
            "advertised.listeners", "INSIDE://127.0.0.1:0,OUTSIDE://localhost:0",
            "listener.security.protocol.map", "INSIDE:PLAINTEXT,OUTSIDE:PLAINTEXT",
            "inter.broker.listener.name", "INSIDE",
            "broker.rack", "shelf-7"));

    private final Admin admin = BROKER.admin();

    @Test
    void describesTheCluster() {
        DescribeClusterResult cluster = admin.describeCluster();

        assertThat(result(cluster.clusterId())).hasSize(22);
        assertThat(result(cluster.controller()).id()).isEqualTo(1);
        assertThat(result(cluster.nodes())).singleElement().satisfies(node -> {
            assertThat(node.host() + ":" + node.port()).isEqualTo(BROKER.bootstrap());
            assertThat(node.rack()).isEqualTo("shelf-7");
        });
        assertThat(result(cluster.authorizedOperations())).isNull();
        assertThat(result(admin.describeCluster(new DescribeClusterOptions().includeAuthorizedOperations(true))
                        .authorizedOperations()))
                .contains(AclOperation.CREATE, AclOperation.ALTER, AclOperation.IDEMPOTENT_WRITE)
                .hasSize(7);
    }

    @Test
    void eachListenerTellsItsOwnAddress() {
        var outside = BROKER.running().broker().listeners().get(1);
        assertThat(outside.address()).startsWith("localhost:");
        try (Admin throughOutside = Admin.create(Map.of("bootstrap.servers", outside.address()))) {
            Node node =
                    result(throughOutside.describeCluster().nodes()).iterator().next();
            assertThat(node.host()).isEqualTo("localhost");
            assertThat(node.port()).isEqualTo(outside.port());
        }
        TopicPartition partition = new TopicPartition(BROKER.topic(), 0);
        Reading.produce(BROKER, partition, 10);
        Map<String, Object> config = Map.of("bootstrap.servers", outside.address(), "auto.offset.reset", "earliest");
        try (KafkaConsumer<String, String> consumer =
                new KafkaConsumer<>(config, new StringDeserializer(), new StringDeserializer())) {
            consumer.assign(List.of(partition));
            assertThat(Reading.values(consumer, 10)).isEqualTo(Reading.values(0, 10));
            assertThat(consumer.partitionsFor(partition.topic())
                            .getFirst()
                            .leader()
                            .host())
                    .isEqualTo("localhost");
        }
    }

    @Test
    void describesFolders() {
        TopicPartition partition = new TopicPartition(BROKER.topic(3), 2);
        Reading.produce(BROKER, partition, 10);

        Map<String, LogDirDescription> folders =
                result(admin.describeLogDirs(List.of(1)).allDescriptions()).get(1);

        LogDirDescription folder = folders.get(BROKER.running().folder().toString());
        assertThat(folder.error()).isNull();
        assertThat(folder.totalBytes().orElseThrow())
                .isGreaterThanOrEqualTo(folder.usableBytes().orElseThrow());
        assertThat(folder.replicaInfos())
                .containsKeys(
                        new TopicPartition(partition.topic(), 0), new TopicPartition(partition.topic(), 1), partition);
        ReplicaInfo info = folder.replicaInfos().get(partition);
        assertThat(info.size()).isPositive();
        assertThat(info.offsetLag()).isZero();
        assertThat(info.isFuture()).isFalse();

        TopicPartitionReplica replica = new TopicPartitionReplica(partition.topic(), 2, 1);
        assertThat(result(admin.describeReplicaLogDirs(List.of(replica)).all())
                        .get(replica)
                        .getCurrentReplicaLogDir())
                .isEqualTo(BROKER.running().folder().toString());
    }
}
