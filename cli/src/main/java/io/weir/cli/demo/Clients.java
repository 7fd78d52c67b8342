package io.weir.cli.demo;

import io.weir.cli.client.Connection;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;

/**
 * Makes the Kafka clients of the demo. What is not set here is the official client's default.
 *
 * @param connection to the cluster
 */
record Clients(Connection connection) {

    /** The least that brokers allow by default; a lost member is noticed after this time. */
    static final int SESSION_TIMEOUT_MS = 6_000;

    private static final int HEARTBEAT_MS = 500;

    Admin admin() {
        return connection.admin();
    }

    Producer<byte[], byte[]> producer(String clientId) {
        return connection.producer(Map.of(
                ProducerConfig.CLIENT_ID_CONFIG,
                clientId,
                ProducerConfig.ACKS_CONFIG,
                "all",
                ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG,
                true));
    }

    /** A member of a group, that commits when its work is done. */
    Consumer<byte[], byte[]> member(String groupId, String clientId) {
        return connection.consumer(Map.of(
                ConsumerConfig.CLIENT_ID_CONFIG, clientId,
                ConsumerConfig.GROUP_ID_CONFIG, groupId,
                ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest",
                ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, SESSION_TIMEOUT_MS,
                ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, HEARTBEAT_MS,
                ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG, CooperativeStickyAssignor.class.getName()));
    }

    /** A consumer without a group, for reading a topic from end to end. */
    Consumer<byte[], byte[]> reader(String clientId) {
        return connection.consumer(Map.of(ConsumerConfig.CLIENT_ID_CONFIG, clientId));
    }
}
