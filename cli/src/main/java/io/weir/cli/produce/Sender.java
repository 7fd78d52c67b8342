package io.weir.cli.produce;

import io.weir.cli.client.Await;
import io.weir.cli.client.Connection;
import io.weir.cli.client.Missing;
import io.weir.cli.terminal.CliException;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.Future;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.errors.TimeoutException;

/** Sends lines through a producer until there are no more, then waits for the last answer. */
final class Sender implements AutoCloseable {

    private final Connection connection;
    private final RecordShape shape;
    private final Producer<byte[], byte[]> producer;

    Sender(Connection connection, Map<String, Object> properties, RecordShape shape) {
        this.connection = connection;
        this.shape = shape;
        this.producer = connection.producer(properties);
    }

    /**
     * Returns when every record is acknowledged or has failed.
     *
     * @throws CliException when the topic does not exist and the broker does not create it, or lacks the partition
     */
    SendReport sendAll(LineReader lines, Progress progress) throws IOException {
        checkPartition(partitionCount());
        SendReport report = new SendReport();
        long bytes = 0;
        for (byte[] line = lines.next(); line != null; line = lines.next()) {
            Future<RecordMetadata> _ = producer.send(shape.record(line), report);
            bytes += line.length + 1L;
            progress.reached(bytes);
        }
        producer.flush();
        return report;
    }

    private int partitionCount() {
        try {
            return producer.partitionsFor(shape.topic()).size();
        } catch (TimeoutException e) {
            try (Admin admin = connection.admin()) {
                var names = Await.get(admin.listTopics().names());
                throw names.contains(shape.topic()) ? e : Missing.topic(shape.topic(), names);
            }
        }
    }

    private void checkPartition(int count) {
        Integer wanted = shape.partition();
        if (wanted != null && wanted >= count) {
            throw new CliException("topic '" + shape.topic() + "' has no partition " + wanted + "; the last is "
                    + (count - 1) + ". Add some with: weir topic alter " + shape.topic() + " --partitions N");
        }
    }

    @Override
    public void close() {
        producer.close();
    }
}
