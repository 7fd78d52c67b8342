package io.weir.cli.consume;

import io.weir.cli.terminal.CliException;
import io.weir.cli.terminal.Output;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;

/** Reads and prints until the rule says stop, or somebody wakes the consumer up. */
final class ConsumeLoop {

    private static final Duration POLL = Duration.ofMillis(200);

    private final Consumer<byte[], byte[]> consumer;
    private final Source source;
    private final StopRule rule;
    private final RecordPrinter printer;
    private final Output out;
    private final EndMarks ends;
    private final Map<TopicPartition, OffsetAndMetadata> uncommitted = new HashMap<>();
    private long printed;

    ConsumeLoop(Consumer<byte[], byte[]> consumer, Source source, StopRule rule, RecordPrinter printer, Output out) {
        this.consumer = consumer;
        this.source = source;
        this.rule = rule;
        this.printer = printer;
        this.out = out;
        this.ends = new EndMarks(consumer);
    }

    /**
     * Returns the number of records printed. What was printed is committed, and only that.
     *
     * @param patience how long a broker that has more to give may stay silent
     * @throws CliException when it stays silent longer
     */
    long run(Duration patience) {
        try {
            source.open(consumer, ends);
            long lastNs = System.nanoTime();
            while (!finished()) {
                if (printBatch()) {
                    lastNs = System.nanoTime();
                }
                Duration silence = Duration.ofNanos(System.nanoTime() - lastNs);
                if (silence.compareTo(rule.idle()) > 0) {
                    break;
                }
                if (!rule.follow() && source.settled() && silence.compareTo(patience) > 0) {
                    throw new CliException("the broker has more records but sent none for " + patience.toSeconds()
                            + " s. Is it still running? Wait longer with --request-timeout SECONDS");
                }
            }
        } catch (WakeupException e) {
            // Asked to stop, as by Ctrl-C: what was printed so far is committed below.
            commit();
        }
        return printed;
    }

    private boolean finished() {
        return printed >= rule.count() || (!rule.follow() && source.settled() && ends.allReached());
    }

    /** Whether anything came. */
    private boolean printBatch() {
        boolean any = false;
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
            TopicPartition partition = new TopicPartition(record.topic(), record.partition());
            if (printed < rule.count() && (rule.follow() || ends.covers(partition, record.offset()))) {
                printer.print(record, out);
                uncommitted.put(partition, new OffsetAndMetadata(record.offset() + 1));
                printed++;
                any = true;
            }
        }
        commit();
        return any;
    }

    /** Only after the output is out: a record may be printed twice, never lost. */
    private void commit() {
        out.flush();
        source.commit(consumer, uncommitted);
        uncommitted.clear();
    }
}
