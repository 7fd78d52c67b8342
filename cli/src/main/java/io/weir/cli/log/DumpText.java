package io.weir.cli.log;

import io.weir.cli.terminal.Instants;
import io.weir.cli.terminal.Output;
import io.weir.cli.terminal.Units;
import io.weir.log.inspect.DumpEvent;
import io.weir.log.inspect.FileKind;
import io.weir.log.producer.ProducerState;
import io.weir.log.segment.AbortedTransaction;
import java.util.function.Consumer;

/** One line for each thing that lies in a file, in plain words. */
final class DumpText implements Consumer<DumpEvent> {

    private final Output out;
    private boolean first = true;

    DumpText(Output out) {
        this.out = out;
    }

    @Override
    public void accept(DumpEvent event) {
        switch (event) {
            case DumpEvent.FileBegun file -> begin(file);
            case DumpEvent.Batch batch -> out.line("  " + BatchLine.of(batch));
            case DumpEvent.Entry entry -> out.line("    " + record(entry));
            case DumpEvent.Control control -> out.line("    " + control(control));
            case DumpEvent.OffsetEntry entry ->
                out.line("  offset " + entry.offset() + " is the last of the batch at position " + entry.position());
            case DumpEvent.TimeEntry entry ->
                out.line("  up to offset " + entry.offset() + " the largest timestamp is " + time(entry.timestampMs()));
            case DumpEvent.AbortedEntry entry -> out.line("  " + aborted(entry.transaction()));
            case DumpEvent.Producer producer -> out.line("  " + producer(producer.state()));
            case DumpEvent.Epoch epoch ->
                out.line("  epoch " + epoch.epoch() + " begins with offset " + epoch.startOffset());
            case DumpEvent.Checkpoint checkpoint ->
                out.line("  " + checkpoint.partition() + ": offset " + checkpoint.offset());
            case DumpEvent.Property property -> out.line("  " + property.name() + ": " + property.value());
            case DumpEvent.Unused unused ->
                out.line("  from position " + unused.position() + " on " + Units.bytes(unused.bytes())
                        + " of room for more entries");
            case DumpEvent.Unreadable unreadable ->
                out.line("  UNREADABLE at position " + unreadable.position() + ": " + unreadable.why());
        }
    }

    private void begin(DumpEvent.FileBegun file) {
        String kind = file.kind() == FileKind.LOG ? "" : file.kind().words() + ", ";
        out.line((first ? "" : "\n") + file.file() + " (" + kind + Units.bytes(file.sizeBytes()) + ")");
        first = false;
    }

    private static String record(DumpEvent.Entry entry) {
        StringBuilder line = new StringBuilder("offset " + entry.offset() + "  " + time(entry.timestampMs()) + "  key "
                + Bytes.shown(entry.key()) + "  value " + Bytes.shown(entry.value()));
        entry.headers()
                .forEach(header -> line.append("  header ")
                        .append(header.key())
                        .append('=')
                        .append(Bytes.shown(header.value())));
        return line.toString();
    }

    private static String control(DumpEvent.Control control) {
        String what = switch (control.type()) {
            case "COMMIT" -> "the producer's transaction is committed";
            case "ABORT" -> "the producer's transaction is aborted";
            default -> "control record " + control.type();
        };
        return "offset " + control.offset() + "  " + time(control.timestampMs()) + "  " + what
                + (control.coordinatorEpoch().isPresent()
                        ? ", says the coordinator of epoch "
                                + control.coordinatorEpoch().getAsLong()
                        : "");
    }

    private static String aborted(AbortedTransaction entry) {
        return "producer " + entry.producerId() + " aborted its transaction from offset " + entry.firstOffset()
                + " to the marker at " + entry.lastOffset() + "; last stable offset " + entry.lastStableOffset();
    }

    private static String producer(ProducerState state) {
        return "producer " + state.producerId() + " epoch " + state.epoch() + "  last sequence " + state.lastSequence()
                + (state.batches().isEmpty()
                        ? ""
                        : " at offset " + state.batches().getLast().lastOffset())
                + "  last heard of " + time(state.lastTimestampMs())
                + "  coordinator epoch " + state.coordinatorEpoch()
                + (state.hasOpenTransaction()
                        ? "  transaction open since offset " + state.transactionFirstOffset()
                        : "  no open transaction");
    }

    static String time(long timestampMs) {
        return timestampMs < 0 ? "no timestamp" : Instants.format(timestampMs);
    }
}
