package io.weir.simulation.live;

import io.weir.simulation.history.Event;
import io.weir.simulation.history.Place;
import java.time.Duration;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.producer.KafkaProducer;

/** Writes the input: some of it plainly, some in transactions, of which some are aborted. */
final class FeedClient {

    private static final int MOST_RECORDS = 20;
    private static final int LONGEST_PAUSE_NANOS = 50_000_000;

    private final String bootstrap;
    private final String slot;
    private final Random random;
    private final Recorder recorder;

    FeedClient(String bootstrap, String slot, Random random, Recorder recorder) {
        this.bootstrap = bootstrap;
        this.slot = slot;
        this.random = random;
        this.recorder = recorder;
    }

    void run(String life, BooleanSupplier isOver) {
        try (KafkaProducer<String, String> plain = Clients.producer(bootstrap, Map.of());
                KafkaProducer<String, String> transactional = Clients.transactionalProducer(bootstrap, slot)) {
            transactional.initTransactions();
            Sending plainly = new Sending(life + "-plain", plain, recorder);
            Sending together = new Sending(life, transactional, recorder);
            try {
                while (!isOver.getAsBoolean()) {
                    round(plainly, together);
                    LockSupport.parkNanos(random.nextInt(LONGEST_PAUSE_NANOS));
                }
            } finally {
                transactional.close(Duration.ZERO);
            }
        }
    }

    private void round(Sending plainly, Sending together) {
        if (random.nextInt(3) == 0) {
            sendSome(plainly, Event.NONE);
            return;
        }
        String transaction = together.begin();
        sendSome(together, transaction);
        together.end(transaction, random.nextInt(5) > 0);
    }

    private void sendSome(Sending sending, String transaction) {
        int count = 1 + random.nextInt(MOST_RECORDS);
        for (int i = 0; i < count; i++) {
            sending.send(new Place(Clients.IN, random.nextInt(Clients.PARTITIONS)), transaction, Event.NONE);
        }
    }
}
