package io.weir.log.inspect;

import io.weir.log.config.SegmentConfig;
import io.weir.log.disk.Disk;
import io.weir.log.disk.RehearsalDisk;
import io.weir.log.error.CorruptLogException;
import io.weir.log.inspect.VerifyEvent.NextStart;
import io.weir.log.inspect.VerifyEvent.StartOutcome;
import io.weir.log.recovery.LoadedLog;
import io.weir.log.recovery.LogLoader;
import io.weir.log.recovery.LogOrigin;
import io.weir.log.recovery.RecoveryEvent;
import io.weir.log.segment.Segment;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Tells what a start would do to a partition folder: it lets the broker's own recovery do it, on a disk that keeps the
 * changes in memory.
 */
final class Rehearsal {

    private Rehearsal() {}

    static NextStart of(Disk disk, Path folder, LogOrigin origin) throws IOException {
        RehearsalDisk rehearsed = new RehearsalDisk(disk);
        List<RecoveryEvent> steps = new ArrayList<>();
        // The interval decides how dense a rebuilt index is, not whether it is rebuilt; the time how old a segment is.
        LogLoader loader = new LogLoader(rehearsed, folder, SegmentConfig.DEFAULTS.indexIntervalBytes(), 0, steps::add);
        StartOutcome outcome = load(loader, origin);
        return new NextStart(folder, origin, steps, rehearsed.changes(), outcome);
    }

    private static StartOutcome load(LogLoader loader, LogOrigin origin) {
        try {
            LoadedLog loaded = loader.load(origin);
            // Opened lazily: the first use of a segment would rebuild what is wrong with its indexes.
            for (Segment segment : loaded.segments().segments()) {
                segment.newestMs();
                segment.close();
            }
            return new StartOutcome.Opens(loaded.logStartOffset(), loaded.logEndOffset());
        } catch (CorruptLogException e) {
            return new StartOutcome.Corrupt(e.file(), e.position(), e.offset(), String.valueOf(e.getMessage()));
        } catch (IOException | RuntimeException e) {
            return new StartOutcome.Fails(e.toString());
        }
    }
}
