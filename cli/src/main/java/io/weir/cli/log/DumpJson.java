package io.weir.cli.log;

import com.fasterxml.jackson.core.JsonGenerator;
import io.weir.cli.terminal.Output;
import io.weir.log.inspect.DumpEvent;
import io.weir.log.producer.ProducerState;
import io.weir.log.segment.AbortedTransaction;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;

/** One JSON object for each thing that lies in a file, with its {@code type}; what it lies in came before it. */
final class DumpJson implements Consumer<DumpEvent> {

    private final Output out;

    DumpJson(Output out) {
        this.out = out;
    }

    @Override
    public void accept(DumpEvent event) {
        out.object(json -> {
            switch (event) {
                case DumpEvent.FileBegun file -> {
                    type(json, "file");
                    json.writeStringField("file", file.file().toString());
                    json.writeStringField("kind", file.kind().name().toLowerCase(Locale.ROOT));
                    json.writeNumberField("sizeBytes", file.sizeBytes());
                }
                case DumpEvent.Batch batch -> batch(json, batch);
                case DumpEvent.Entry entry -> record(json, entry);
                case DumpEvent.Control control -> {
                    type(json, "control");
                    json.writeNumberField("offset", control.offset());
                    json.writeNumberField("timestampMs", control.timestampMs());
                    json.writeStringField("control", control.type());
                    if (control.coordinatorEpoch().isPresent()) {
                        json.writeNumberField(
                                "coordinatorEpoch", control.coordinatorEpoch().getAsLong());
                    }
                }
                case DumpEvent.OffsetEntry entry -> {
                    type(json, "offsetEntry");
                    json.writeNumberField("offset", entry.offset());
                    json.writeNumberField("position", entry.position());
                }
                case DumpEvent.TimeEntry entry -> {
                    type(json, "timeEntry");
                    json.writeNumberField("timestampMs", entry.timestampMs());
                    json.writeNumberField("offset", entry.offset());
                }
                case DumpEvent.AbortedEntry entry -> aborted(json, entry.transaction());
                case DumpEvent.Producer producer -> producer(json, producer.state());
                case DumpEvent.Epoch epoch -> {
                    type(json, "epoch");
                    json.writeNumberField("epoch", epoch.epoch());
                    json.writeNumberField("startOffset", epoch.startOffset());
                }
                case DumpEvent.Checkpoint checkpoint -> {
                    type(json, "checkpoint");
                    json.writeStringField("partition", checkpoint.partition());
                    json.writeNumberField("offset", checkpoint.offset());
                }
                case DumpEvent.Property property -> {
                    type(json, "property");
                    json.writeStringField("name", property.name());
                    json.writeStringField("value", property.value());
                }
                case DumpEvent.Unused unused -> {
                    type(json, "unused");
                    json.writeNumberField("position", unused.position());
                    json.writeNumberField("bytes", unused.bytes());
                }
                case DumpEvent.Unreadable unreadable -> {
                    type(json, "unreadable");
                    json.writeNumberField("position", unreadable.position());
                    json.writeStringField("why", unreadable.why());
                }
            }
        });
    }

    private static void type(JsonGenerator json, String type) throws IOException {
        json.writeStringField("type", type);
    }

    private static void batch(JsonGenerator json, DumpEvent.Batch batch) throws IOException {
        type(json, "batch");
        json.writeNumberField("baseOffset", batch.place().baseOffset());
        json.writeNumberField("lastOffset", batch.place().lastOffset());
        json.writeNumberField("position", batch.place().position());
        json.writeNumberField("sizeBytes", batch.place().sizeBytes());
        json.writeNumberField("magic", batch.content().sum().magic());
        json.writeNumberField("crc", batch.content().sum().crc());
        json.writeBooleanField("crcValid", batch.content().sum().isCrcValid());
        json.writeNumberField("leaderEpoch", batch.content().leaderEpoch());
        json.writeNumberField("records", batch.content().recordCount());
        json.writeStringField("compression", batch.content().compression());
        json.writeBooleanField("transactional", batch.content().flags().isTransactional());
        json.writeBooleanField("control", batch.content().flags().isControl());
        json.writeNumberField("baseTimestampMs", batch.times().baseMs());
        json.writeNumberField("maxTimestampMs", batch.times().maxMs());
        json.writeStringField("timestampType", batch.times().isLogAppendTime() ? "LogAppendTime" : "CreateTime");
        if (batch.times().deleteHorizonMs().isPresent()) {
            json.writeNumberField(
                    "deleteHorizonMs", batch.times().deleteHorizonMs().getAsLong());
        }
        json.writeNumberField("producerId", batch.producer().id());
        json.writeNumberField("producerEpoch", batch.producer().epoch());
        json.writeNumberField("firstSequence", batch.producer().firstSequence());
        json.writeNumberField("lastSequence", batch.producer().lastSequence());
    }

    private static void record(JsonGenerator json, DumpEvent.Entry entry) throws IOException {
        type(json, "record");
        json.writeNumberField("offset", entry.offset());
        json.writeNumberField("timestampMs", entry.timestampMs());
        bytes(json, "key", entry.key());
        bytes(json, "value", entry.value());
        json.writeArrayFieldStart("headers");
        for (DumpEvent.EntryHeader header : entry.headers()) {
            json.writeStartObject();
            json.writeStringField("key", header.key());
            bytes(json, "value", header.value());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    /** As {@code weir consume} has it: text where it is text, base64 under another name where not. */
    private static void bytes(JsonGenerator json, String field, Optional<ByteBuffer> bytes) throws IOException {
        if (bytes.isEmpty()) {
            json.writeNullField(field);
            return;
        }
        Optional<String> text = Bytes.text(bytes.get());
        if (text.isPresent()) {
            json.writeStringField(field, text.get());
        } else {
            json.writeStringField(field + "Base64", Base64.getEncoder().encodeToString(Bytes.array(bytes.get())));
        }
    }

    private static void aborted(JsonGenerator json, AbortedTransaction transaction) throws IOException {
        type(json, "abortedTransaction");
        json.writeNumberField("producerId", transaction.producerId());
        json.writeNumberField("firstOffset", transaction.firstOffset());
        json.writeNumberField("markerOffset", transaction.lastOffset());
        json.writeNumberField("lastStableOffset", transaction.lastStableOffset());
    }

    private static void producer(JsonGenerator json, ProducerState state) throws IOException {
        type(json, "producer");
        json.writeNumberField("producerId", state.producerId());
        json.writeNumberField("producerEpoch", state.epoch());
        json.writeNumberField("lastSequence", state.lastSequence());
        json.writeNumberField(
                "lastOffset",
                state.batches().isEmpty() ? -1 : state.batches().getLast().lastOffset());
        json.writeNumberField("lastTimestampMs", state.lastTimestampMs());
        json.writeNumberField("coordinatorEpoch", state.coordinatorEpoch());
        json.writeNumberField("openTransactionFirstOffset", state.transactionFirstOffset());
    }
}
