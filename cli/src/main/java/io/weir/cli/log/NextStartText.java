package io.weir.cli.log;

import io.weir.cli.terminal.Units;
import io.weir.log.disk.FileChange;
import io.weir.log.inspect.VerifyEvent.NextStart;
import io.weir.log.inspect.VerifyEvent.StartOutcome;
import io.weir.log.recovery.RecoveryEvent;
import java.util.ArrayList;
import java.util.List;

/** What a start would do, in lines; a single one when there is nothing to do. */
final class NextStartText {

    private NextStartText() {}

    static List<String> of(NextStart start) {
        List<String> lines = new ArrayList<>();
        lines.add("The next start: " + outcome(start.outcome()) + beginning(start));
        start.steps().forEach(step -> lines.add("  - " + step(step)));
        start.changes().forEach(change -> lines.add("  - " + change(change)));
        return lines;
    }

    private static String beginning(NextStart start) {
        if (start.origin().isClean()) {
            return "; the broker was stopped cleanly";
        }
        return start.origin().recoveryPoint() > 0
                ? "; not stopped cleanly, everything below offset "
                        + start.origin().recoveryPoint() + " is known to be on the disk"
                : "; not stopped cleanly, no recovery point is known";
    }

    private static String outcome(StartOutcome outcome) {
        return switch (outcome) {
            case StartOutcome.Opens opens ->
                "the log is opened with offsets from " + opens.startOffset() + " up to before " + opens.endOffset();
            case StartOutcome.Corrupt corrupt ->
                "the log stays OFFLINE because of " + VerifyText.name(corrupt.file()) + " at position "
                        + corrupt.position() + ", offset " + corrupt.offset();
            case StartOutcome.Fails fails -> "the log stays OFFLINE: " + fails.message();
        };
    }

    private static String step(RecoveryEvent step) {
        return switch (step) {
            case RecoveryEvent.SegmentChecked checked ->
                "reads " + VerifyText.name(checked.segment()) + " from position " + checked.fromPosition() + " to "
                        + checked.toPosition();
            case RecoveryEvent.TailCut cut ->
                "CUTS " + Units.bytes(cut.bytes()) + " (" + cut.bytes() + " bytes) off "
                        + VerifyText.name(cut.segment()) + " at position " + cut.position()
                        + "; the next record gets offset " + cut.offset();
            case RecoveryEvent.SegmentDropped dropped ->
                switch (dropped.reason()) {
                    case FOLLOWS_TORN_TAIL ->
                        "DROPS " + VerifyText.name(dropped.segment()) + ", behind what was lost at offset "
                                + dropped.offset();
                    case BEFORE_LOG_START ->
                        "drops " + VerifyText.name(dropped.segment()) + ", all of it before the log's start at offset "
                                + dropped.offset();
                };
            case RecoveryEvent.SwapFinished finished ->
                "puts the compacted " + VerifyText.name(finished.swap()) + " in its place";
            case RecoveryEvent.EpochsRebuilt rebuilt ->
                "reads the leader epochs from the batches (" + rebuilt.damage() + ")";
        };
    }

    private static String change(FileChange change) {
        String name = VerifyText.name(change.path());
        return switch (change) {
            case FileChange.Created created -> "writes " + name + " (" + Units.bytes(created.bytes()) + ")";
            case FileChange.Deleted _ -> "deletes " + name;
            case FileChange.Cut cut ->
                "shortens " + name + " from " + cut.bytesBefore() + " to " + cut.bytes() + " bytes";
            case FileChange.Rewritten rewritten ->
                "writes " + name + " anew (" + rewritten.bytesBefore() + " bytes, then " + rewritten.bytes() + ")";
        };
    }
}
