import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Writes 1 KiB records at a steady rate with acks=all, reads them at the tail, and prints the time from one to the other.
 * Usage: Tail BOOTSTRAP TOPIC RECORDS_PER_SECOND WARM_UP_SECONDS MEASURED_SECONDS
 */
public final class Tail {

    private static volatile boolean done;

    public static void main(String[] args) throws Exception {
        String bootstrap = args[0];
        TopicPartition partition = new TopicPartition(args[1], 0);
        int rate = Integer.parseInt(args[2]);
        int warmUp = rate * Integer.parseInt(args[3]);
        int measured = rate * Integer.parseInt(args[4]);
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", bootstrap), new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            consumer.assign(List.of(partition));
            consumer.seekToEnd(List.of(partition));
            consumer.position(partition);
            Thread producer = new Thread(() -> produce(bootstrap, partition, rate, warmUp + measured));
            producer.start();
            long[] nanos = new long[measured];
            int seen = 0;
            while (seen < warmUp + measured) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(500))) {
                    long sent = ByteBuffer.wrap(record.value()).getLong();
                    if (seen >= warmUp) {
                        nanos[seen - warmUp] = System.nanoTime() - sent;
                    }
                    seen++;
                }
            }
            done = true;
            producer.join();
            Arrays.sort(nanos);
            System.out.printf(
                    "%.2f %.2f %.2f %.2f%n",
                    at(nanos, 0.5), at(nanos, 0.99), at(nanos, 0.999), at(nanos, 1.0));
        }
    }

    /** A record is due when it is due, however late those before it are: its time counts from then. */
    private static void produce(String bootstrap, TopicPartition to, int rate, int count) {
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", bootstrap, "acks", "all", "linger.ms", "0", "batch.size", "1048576"),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            producer.partitionsFor(to.topic());
            long start = System.nanoTime();
            for (int i = 0; i < count && !done; i++) {
                long due = start + i * 1_000_000_000L / rate;
                while (System.nanoTime() < due) {
                    LockSupport.parkNanos(due - System.nanoTime());
                }
                byte[] value = new byte[1024];
                ByteBuffer.wrap(value).putLong(due);
                producer.send(new ProducerRecord<>(to.topic(), to.partition(), null, value));
            }
        }
    }

    private static double at(long[] sorted, double share) {
        return sorted[(int) Math.min(sorted.length - 1, sorted.length * share)] / 1e6;
    }
}
