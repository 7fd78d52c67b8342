package io.weir.cli.consume;

import io.weir.cli.terminal.Output;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.AcknowledgeType;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ShareConsumer;
import org.apache.kafka.common.errors.WakeupException;

/** Reads and prints as a member of a share group until the rule says stop, or somebody wakes the consumer up. */
final class ShareLoop {

    private static final Duration POLL = Duration.ofMillis(200);

    private final ShareConsumer<byte[], byte[]> consumer;
    private final StopRule rule;
    private final RecordPrinter printer;
    private final Output out;
    private long printed;

    /** The consumer acknowledges explicitly, and has subscribed. */
    ShareLoop(ShareConsumer<byte[], byte[]> consumer, StopRule rule, RecordPrinter printer, Output out) {
        this.consumer = consumer;
        this.rule = rule;
        this.printer = printer;
        this.out = out;
    }

    /** Returns the number of records printed. What was printed is accepted; the rest goes back to the group at once. */
    long run() {
        try {
            long lastNanos = System.nanoTime();
            while (printed < rule.count()
                    && System.nanoTime() - lastNanos <= rule.idle().toNanos()) {
                if (printBatch()) {
                    lastNanos = System.nanoTime();
                }
            }
        } catch (WakeupException e) {
            // Asked to stop, as by Ctrl-C, while it waited for records: all that were printed are accepted.
            return printed;
        }
        return printed;
    }

    /** Whether anything came. */
    private boolean printBatch() {
        List<ConsumerRecord<byte[], byte[]>> spare = new ArrayList<>();
        List<ConsumerRecord<byte[], byte[]>> done = new ArrayList<>();
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
            if (printed < rule.count()) {
                printer.print(record, out);
                done.add(record);
                printed++;
            } else {
                spare.add(record);
            }
        }
        // Only after the output is out: a record may be printed twice, never lost.
        out.flush();
        done.forEach(record -> consumer.acknowledge(record, AcknowledgeType.ACCEPT));
        spare.forEach(record -> consumer.acknowledge(record, AcknowledgeType.RELEASE));
        if (!done.isEmpty()) {
            consumer.commitSync();
        }
        return !done.isEmpty();
    }
}
