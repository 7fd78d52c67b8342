package io.weir.cli.log;

import io.weir.cli.terminal.Output;
import io.weir.cli.terminal.Units;
import io.weir.log.inspect.Finding;
import io.weir.log.inspect.Verdict;
import io.weir.log.inspect.VerifyEvent;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** A verification in lines. Of many partitions only those are shown of which there is something to say. */
final class VerifyText implements Consumer<VerifyEvent> {

    private final Output out;
    private final boolean showsAll;
    private final List<String> held = new ArrayList<>();
    private boolean isWorthShowing;

    VerifyText(Output out, boolean showsAll) {
        this.out = out;
        this.showsAll = showsAll;
        this.isWorthShowing = showsAll;
    }

    @Override
    public void accept(VerifyEvent event) {
        switch (event) {
            case VerifyEvent.Partition partition -> {
                release();
                held.add(partition.folder().toString());
            }
            case VerifyEvent.SegmentRead read -> held.add("  " + segment(read));
            case VerifyEvent.Found found -> {
                isWorthShowing = true;
                held.add("  " + finding(found.finding()));
            }
            case VerifyEvent.NextStart start -> {
                List<String> lines = NextStartText.of(start);
                isWorthShowing |= lines.size() > 1;
                lines.forEach(line -> held.add("  " + line));
            }
        }
    }

    void end(Verdict verdict) {
        release();
        out.line((verdict.isSound() ? "Sound: " : "NOT sound: ")
                + Units.count(verdict.found().problems(), "problem") + ", "
                + Units.count(verdict.found().notes(), "note") + " in "
                + Units.count(verdict.partitions(), "partition") + ", "
                + Units.count(verdict.segments(), "segment") + ", "
                + Units.count(verdict.records(), "record") + " in "
                + verdict.batches() + " batches"
                + (verdict.inUse()
                        ? "; a broker is at work here, so the end of a log may be behind what it knows"
                        : ""));
    }

    private void release() {
        if (isWorthShowing) {
            held.forEach(out::line);
        }
        held.clear();
        isWorthShowing = showsAll;
    }

    private static String segment(VerifyEvent.SegmentRead read) {
        String offsets = read.batches() == 0
                ? "no batches"
                : "offsets " + read.baseOffset() + " to " + (read.nextOffset() - 1) + ", "
                        + Units.count(read.records(), "record") + " in " + read.batches() + " batches";
        return name(read.file()) + ": " + offsets + ", " + Units.bytes(read.bytes());
    }

    private static String finding(Finding finding) {
        StringBuilder line = new StringBuilder(finding.severity().name());
        line.append(": ").append(name(finding.file()));
        finding.position().ifPresent(position -> line.append(" at position ").append(position));
        finding.offset().ifPresent(offset -> line.append(", offset ").append(offset));
        return line.append(": ").append(finding.what()).toString();
    }

    static String name(Path file) {
        Path name = file.getFileName();
        return name == null ? file.toString() : name.toString();
    }
}
