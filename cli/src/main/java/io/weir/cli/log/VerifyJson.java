package io.weir.cli.log;

import com.fasterxml.jackson.core.JsonGenerator;
import io.weir.cli.terminal.Output;
import io.weir.log.disk.FileChange;
import io.weir.log.inspect.Finding;
import io.weir.log.inspect.Verdict;
import io.weir.log.inspect.VerifyEvent;
import io.weir.log.inspect.VerifyEvent.StartOutcome;
import io.weir.log.recovery.RecoveryEvent;
import java.io.IOException;
import java.util.Locale;
import java.util.function.Consumer;

/** A verification as JSON objects, one a line, each with its {@code type}; the verdict is the last. */
final class VerifyJson implements Consumer<VerifyEvent> {

    private final Output out;

    VerifyJson(Output out) {
        this.out = out;
    }

    @Override
    public void accept(VerifyEvent event) {
        out.object(json -> {
            switch (event) {
                case VerifyEvent.Partition partition -> {
                    json.writeStringField("type", "partition");
                    json.writeStringField("folder", partition.folder().toString());
                }
                case VerifyEvent.SegmentRead read -> {
                    json.writeStringField("type", "segment");
                    json.writeStringField("file", read.file().toString());
                    json.writeNumberField("baseOffset", read.baseOffset());
                    json.writeNumberField("nextOffset", read.nextOffset());
                    json.writeNumberField("batches", read.batches());
                    json.writeNumberField("records", read.records());
                    json.writeNumberField("sizeBytes", read.bytes());
                }
                case VerifyEvent.Found found -> finding(json, found.finding());
                case VerifyEvent.NextStart start -> nextStart(json, start);
            }
        });
    }

    void end(Verdict verdict) {
        out.object(json -> {
            json.writeStringField("type", "verdict");
            json.writeBooleanField("sound", verdict.isSound());
            json.writeNumberField("problems", verdict.found().problems());
            json.writeNumberField("notes", verdict.found().notes());
            json.writeNumberField("partitions", verdict.partitions());
            json.writeNumberField("segments", verdict.segments());
            json.writeNumberField("batches", verdict.batches());
            json.writeNumberField("records", verdict.records());
            json.writeBooleanField("inUse", verdict.inUse());
        });
    }

    private static void finding(JsonGenerator json, Finding finding) throws IOException {
        json.writeStringField("type", finding.severity().name().toLowerCase(Locale.ROOT));
        json.writeStringField("file", finding.file().toString());
        if (finding.position().isPresent()) {
            json.writeNumberField("position", finding.position().getAsLong());
        }
        if (finding.offset().isPresent()) {
            json.writeNumberField("offset", finding.offset().getAsLong());
        }
        json.writeStringField("what", finding.what());
    }

    private static void nextStart(JsonGenerator json, VerifyEvent.NextStart start) throws IOException {
        json.writeStringField("type", "nextStart");
        json.writeStringField("folder", start.folder().toString());
        json.writeBooleanField("cleanStop", start.origin().isClean());
        json.writeNumberField("recoveryPoint", start.origin().recoveryPoint());
        outcome(json, start.outcome());
        json.writeArrayFieldStart("steps");
        for (RecoveryEvent step : start.steps()) {
            step(json, step);
        }
        json.writeEndArray();
        json.writeArrayFieldStart("changes");
        for (FileChange change : start.changes()) {
            change(json, change);
        }
        json.writeEndArray();
    }

    private static void outcome(JsonGenerator json, StartOutcome outcome) throws IOException {
        json.writeBooleanField("online", outcome instanceof StartOutcome.Opens);
        switch (outcome) {
            case StartOutcome.Opens opens -> {
                json.writeNumberField("startOffset", opens.startOffset());
                json.writeNumberField("endOffset", opens.endOffset());
            }
            case StartOutcome.Corrupt corrupt -> {
                json.writeStringField("file", corrupt.file().toString());
                json.writeNumberField("position", corrupt.position());
                json.writeNumberField("offset", corrupt.offset());
                json.writeStringField("why", corrupt.message());
            }
            case StartOutcome.Fails fails -> json.writeStringField("why", fails.message());
        }
    }

    private static void step(JsonGenerator json, RecoveryEvent step) throws IOException {
        json.writeStartObject();
        switch (step) {
            case RecoveryEvent.SegmentChecked checked -> {
                json.writeStringField("does", "read");
                json.writeStringField("file", checked.segment().toString());
                json.writeNumberField("fromPosition", checked.fromPosition());
                json.writeNumberField("toPosition", checked.toPosition());
            }
            case RecoveryEvent.TailCut cut -> {
                json.writeStringField("does", "cut");
                json.writeStringField("file", cut.segment().toString());
                json.writeNumberField("position", cut.position());
                json.writeNumberField("offset", cut.offset());
                json.writeNumberField("bytes", cut.bytes());
            }
            case RecoveryEvent.SegmentDropped dropped -> {
                json.writeStringField("does", "drop");
                json.writeStringField("file", dropped.segment().toString());
                json.writeNumberField("offset", dropped.offset());
                json.writeStringField("why", dropped.reason().name().toLowerCase(Locale.ROOT));
            }
            case RecoveryEvent.SwapFinished finished -> {
                json.writeStringField("does", "finishSwap");
                json.writeStringField("file", finished.swap().toString());
            }
            case RecoveryEvent.EpochsRebuilt rebuilt -> {
                json.writeStringField("does", "rebuildEpochs");
                json.writeStringField("file", rebuilt.file().toString());
                json.writeStringField("why", rebuilt.damage());
            }
        }
        json.writeEndObject();
    }

    private static void change(JsonGenerator json, FileChange change) throws IOException {
        json.writeStartObject();
        json.writeStringField("file", change.path().toString());
        switch (change) {
            case FileChange.Created created -> sizes(json, "created", 0, created.bytes());
            case FileChange.Deleted _ -> json.writeStringField("change", "deleted");
            case FileChange.Cut cut -> sizes(json, "cut", cut.bytesBefore(), cut.bytes());
            case FileChange.Rewritten rewritten -> sizes(json, "rewritten", rewritten.bytesBefore(), rewritten.bytes());
        }
        json.writeEndObject();
    }

    private static void sizes(JsonGenerator json, String change, long before, long after) throws IOException {
        json.writeStringField("change", change);
        json.writeNumberField("bytesBefore", before);
        json.writeNumberField("bytes", after);
    }
}
