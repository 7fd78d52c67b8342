package io.weir.broker.client;

import static io.weir.broker.client.SharedBroker.result;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.util.Map;
import org.apache.kafka.clients.admin.DeleteRecordsOptions;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.KafkaStorageException;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class DeleteRecordsFailureTest {

    @RegisterExtension
    static final SharedBroker BROKER = SharedBroker.start();

    @Test
    void whatCouldNotBeWrittenDownIsNotConfirmed() throws IOException {
        // given a checkpoint that cannot be written
        TopicPartition partition = new TopicPartition(BROKER.topic(), 0);
        try (KafkaProducer<String, String> producer = BROKER.producer()) {
            Reading.produce(producer, partition, 0, 10);
        }
        Files.createDirectory(BROKER.running().folder().resolve("log-start-offset-checkpoint.tmp"));

        // when, then the client tries again for as long as it likes
        assertThatThrownBy(() -> result(BROKER.admin()
                        .deleteRecords(
                                Map.of(partition, RecordsToDelete.beforeOffset(3)),
                                new DeleteRecordsOptions().timeoutMs(500))
                        .all()))
                .isInstanceOfAny(KafkaStorageException.class, TimeoutException.class);
    }
}
