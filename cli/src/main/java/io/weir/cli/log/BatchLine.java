package io.weir.cli.log;

import io.weir.cli.terminal.Units;
import io.weir.log.inspect.DumpEvent.Batch;
import io.weir.log.inspect.DumpEvent.BatchContent;
import io.weir.log.inspect.DumpEvent.BatchPlace;
import io.weir.log.inspect.DumpEvent.BatchProducer;
import io.weir.log.inspect.DumpEvent.BatchTimes;
import java.util.StringJoiner;

/** A batch in one line; what is as in most batches is left out. */
final class BatchLine {

    private BatchLine() {}

    static String of(Batch batch) {
        StringJoiner line = new StringJoiner("  ");
        BatchPlace place = batch.place();
        line.add(
                place.baseOffset() == place.lastOffset()
                        ? "offset " + place.baseOffset()
                        : "offsets " + place.baseOffset() + " to " + place.lastOffset());
        line.add("at position " + place.position());
        line.add(place.sizeBytes() + " B");
        addContent(batch.content(), line);
        addTimes(batch.times(), line);
        addProducer(batch.producer(), line);
        return line.toString();
    }

    private static void addContent(BatchContent content, StringJoiner line) {
        line.add(content.sum().isCrcValid() ? "CRC ok" : "CRC BAD");
        line.add(Units.count(content.recordCount(), "record"));
        line.add("leader epoch " + content.leaderEpoch());
        line.add("format " + content.sum().magic());
        if (!content.compression().equals("none")) {
            line.add(content.compression());
        }
        if (content.flags().isTransactional()) {
            line.add("transactional");
        }
        if (content.flags().isControl()) {
            line.add("control");
        }
    }

    private static void addTimes(BatchTimes times, StringJoiner line) {
        line.add((times.isLogAppendTime() ? "appended " : "latest ") + DumpText.time(times.maxMs()));
        times.deleteHorizonMs().ifPresent(horizon -> line.add("tombstones may go after " + DumpText.time(horizon)));
    }

    private static void addProducer(BatchProducer producer, StringJoiner line) {
        if (producer.id() >= 0) {
            line.add("producer " + producer.id() + " epoch " + producer.epoch());
            if (producer.firstSequence() >= 0) {
                line.add("sequence " + producer.firstSequence() + " to " + producer.lastSequence());
            }
        }
    }
}
