import java.util.Map;
import java.util.Random;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Fills the partitions of a topic with records of 1 KiB.
 * Usage: Fill BOOTSTRAP TOPIC PARTITIONS RECORDS_PER_PARTITION
 */
public final class Fill {

    public static void main(String[] args) {
        int partitions = Integer.parseInt(args[2]);
        long records = Long.parseLong(args[3]);
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", args[0], "batch.size", "262144", "linger.ms", "20"),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            byte[] value = new byte[1024];
            new Random(1).nextBytes(value);
            for (long i = 0; i < records * partitions; i++) {
                producer.send(new ProducerRecord<>(args[1], (int) (i % partitions), null, value));
            }
        }
    }
}
