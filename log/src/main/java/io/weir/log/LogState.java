package io.weir.log;

import io.weir.log.checkpoint.LeaderEpochs;
import io.weir.log.config.LogConfig;
import io.weir.log.producer.ProducerSnapshots;
import io.weir.log.producer.ProducerState;
import io.weir.log.producer.ProducerTable;
import io.weir.log.recovery.LoadedLog;
import io.weir.log.segment.Segment;
import io.weir.log.segment.SegmentList;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;

/**
 * What an open log consists of. Changed under the log's lock; what is volatile may be read at any time.
 */
final class LogState {

    /** Producers to be written down, as of an offset where a segment began. */
    record PendingSnapshot(long offset, List<ProducerState> states) {}

    private final LogEnvironment environment;
    private final Path folder;
    private final ProducerSnapshots snapshots;
    private final Queue<PendingSnapshot> pendingSnapshots = new ArrayDeque<>();
    private final List<Segment> sealed = new ArrayList<>();

    private ProducerTable producers;
    private volatile LogConfig config;
    private volatile SegmentList segments;
    private volatile LogEnd end;
    private volatile long startOffset;
    private volatile LeaderEpochs epochs;
    private boolean epochsUnwritten;
    private boolean namesUnforced;
    private volatile boolean rolled;

    LogState(LogEnvironment environment, Path folder, LogConfig config, LoadedLog loaded) {
        this.environment = environment;
        this.folder = folder;
        this.config = config;
        this.segments = loaded.segments();
        this.end = LogEnd.of(loaded.logEndOffset(), loaded.segments().active());
        this.startOffset = loaded.logStartOffset();
        this.epochs = loaded.epochs();
        this.producers = loaded.producers();
        this.snapshots = loaded.snapshots();
    }

    LogEnvironment environment() {
        return environment;
    }

    Path folder() {
        return folder;
    }

    LogConfig config() {
        return config;
    }

    void config(LogConfig value) {
        config = value;
    }

    SegmentList segments() {
        return segments;
    }

    void segments(SegmentList value) {
        segments = value;
    }

    LogEnd end() {
        return end;
    }

    void end(LogEnd value) {
        end = value;
    }

    long startOffset() {
        return startOffset;
    }

    void startOffset(long value) {
        startOffset = value;
    }

    LeaderEpochs epochs() {
        return epochs;
    }

    /** Replaces the epochs; the next flush writes them down when they changed. */
    void epochs(LeaderEpochs value) {
        epochsUnwritten |= !value.equals(epochs);
        epochs = value;
    }

    /** The next flush writes the epochs down. */
    void epochsChanged() {
        epochsUnwritten = true;
    }

    boolean takeEpochsUnwritten() {
        boolean unwritten = epochsUnwritten;
        epochsUnwritten = false;
        return unwritten;
    }

    ProducerTable producers() {
        return producers;
    }

    void producers(ProducerTable value) {
        producers = value;
    }

    ProducerSnapshots snapshots() {
        return snapshots;
    }

    Queue<PendingSnapshot> pendingSnapshots() {
        return pendingSnapshots;
    }

    /** Notes that files were created, renamed or deleted. */
    void namesChanged() {
        namesUnforced = true;
    }

    boolean takeNamesUnforced() {
        boolean unforced = namesUnforced;
        namesUnforced = false;
        return unforced;
    }

    /** Whether there is anything but batches that the next pass has to write or force. */
    boolean hasUnforced() {
        return epochsUnwritten || namesUnforced || !pendingSnapshots.isEmpty() || !sealed.isEmpty();
    }

    /** Segments that were ended since the last call: their indexes are complete and have to be forced. */
    List<Segment> takeSealed() {
        List<Segment> taken = List.copyOf(sealed);
        sealed.clear();
        rolled = false;
        return taken;
    }

    /** Puts segments back that were taken by {@link #takeSealed}. */
    void sealedAgain(List<Segment> taken) {
        sealed.addAll(taken);
        rolled |= !taken.isEmpty();
    }

    /** Whether a segment was ended since; may be asked at any time. */
    boolean hasRolled() {
        return rolled;
    }

    /** Ends the active segment and begins another at the log's end. */
    void roll() throws IOException {
        segments.active().seal();
        sealed.add(segments.active());
        rolled = true;
        long offset = end.offset();
        pendingSnapshots.add(new PendingSnapshot(offset, producers.states()));
        startSegment(segments, offset);
    }

    /** Drops all segments from the list and begins an empty log at an offset. */
    void startOver(long offset) {
        Segment fresh = Segment.create(environment.disk(), folder, offset, environment.nowMs());
        segments = new SegmentList(List.of(fresh));
        startOffset = offset;
        end = LogEnd.of(offset, fresh);
        producers = new ProducerTable(offset);
        pendingSnapshots.clear();
        sealed.clear();
        namesUnforced = true;
    }

    private void startSegment(SegmentList before, long offset) {
        Segment fresh = Segment.create(environment.disk(), folder, offset, environment.nowMs());
        segments = before.with(fresh);
        end = LogEnd.of(offset, fresh);
        namesUnforced = true;
    }
}
