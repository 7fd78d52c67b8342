package io.weir.log;

import io.weir.log.append.BatchIntake;
import io.weir.log.append.PreparedBatches;
import io.weir.log.checkpoint.EpochEndOffset;
import io.weir.log.compaction.CleaningRange;
import io.weir.log.config.LogConfig;
import io.weir.log.error.LogException;
import io.weir.log.error.LogRangeException;
import io.weir.log.error.LogStorageException;
import io.weir.log.producer.AppendOrigin;
import io.weir.log.producer.ProducerState;
import io.weir.log.producer.TransactionProof;
import io.weir.log.producer.TransactionStart;
import io.weir.log.recovery.LogOrigin;
import io.weir.log.segment.AbortedTransaction;
import io.weir.log.segment.RecordTime;
import io.weir.protocol.records.RecordBatch;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The log of one partition. Its folder is read when it is first used, and created with its first record: a partition
 * that nobody uses costs an object.
 *
 * <p>Thread-safe. Appends follow each other; reads need no lock. A disk that fails takes the log offline: every use then
 * throws {@link LogStorageException} (KAFKA_STORAGE_ERROR), a damaged log
 * {@link io.weir.log.error.CorruptLogException}.
 */
public final class PartitionLog {

    private final LogPlace place;

    /** A log that is read when it is first used. */
    public PartitionLog(
            LogEnvironment environment,
            LogLocation location,
            LogConfig config,
            LogOrigin origin,
            RecoveryPoints recoveryPoints,
            DurabilityListener listener) {
        this.place = new LogPlace(LogHome.of(environment, location, config, origin, recoveryPoints, listener));
    }

    public LogLocation location() {
        return place.home().location();
    }

    /**
     * Appends whole batches: one for a client, any number for others.
     *
     * @param batches between position and limit; patched in place, and the caller's again on return
     * @throws io.weir.log.error.AppendRejectedException with Kafka's error code; the log is as before
     */
    public AppendResult append(ByteBuffer batches, AppendRequest request) {
        LogState state = open().state();
        PreparedBatches prepared = BatchIntake.prepare(
                batches,
                request.origin(),
                request.scrutiny(),
                config(),
                place.home().environment().nowMs());
        if (prepared.isEmpty()) {
            return new AppendResult(-1, -1, -1, state.startOffset(), false);
        }
        boolean isUrgent = request.origin() == AppendOrigin.COORDINATOR;
        return place.use(here -> here.handle()
                .appending(prepared.sizeBytes(), isUrgent, log -> log.appender().append(prepared, request)));
    }

    /**
     * Reads from the batch that holds {@code startOffset} on, without copying.
     *
     * @param upperBoundOffset exclusive: no batch that reaches it is served
     * @param atLeastOneBatch whether a first batch larger than {@code maxBytes} is served whole
     */
    public ReadResult read(long startOffset, int maxBytes, long upperBoundOffset, boolean atLeastOneBatch) {
        return place.use(here -> here.handle()
                .reading(log -> log.reader().read(startOffset, maxBytes, upperBoundOffset, atLeastOneBatch)));
    }

    /**
     * Whole batches in memory, their checksums checked: for replay. Empty when nothing lies between offset and bound; at
     * least one otherwise. The first may begin before the offset.
     */
    public List<RecordBatch> readBatches(long startOffset, int maxBytes, long upperBoundOffset) {
        return place.use(here ->
                here.handle().reading(log -> log.reader().readBatches(startOffset, maxBytes, upperBoundOffset)));
    }

    public long logStartOffset() {
        return open().state().startOffset();
    }

    /** Offset of the next record. */
    public long logEndOffset() {
        return open().state().end().offset();
    }

    /** Everything below this offset survives a power cut, or need not, where flush-before-ack is switched off. */
    public long durableOffset() {
        return place.use(here -> {
            // Known once the folder was read.
            here.handle().open();
            return here.handle().durableOffset();
        });
    }

    /** Bytes of all batches. Of a log that is not in use, its files tell: it is not opened. */
    public long sizeBytes() {
        LogHome here = place.home();
        Optional<OpenLog> log = here.handle().ifOpen();
        if (log.isPresent()) {
            return log.get().state().segments().sizeBytes();
        }
        try {
            return UnopenedLog.in(here.environment().disk(), here.location().folder())
                    .sizeBytes();
        } catch (IOException e) {
            throw new LogStorageException("Reading " + here.location().folder() + " failed: " + e.getMessage(), e);
        }
    }

    public int segmentCount() {
        return open().state().segments().size();
    }

    public OptionalInt latestEpoch() {
        return open().state().epochs().latestEpoch();
    }

    /** Where a leader epoch ended, as OffsetForLeaderEpoch answers it. */
    public EpochEndOffset endOffsetFor(int leaderEpoch) {
        LogState state = open().state();
        // The end first: an append under way sets the epochs before it.
        long end = state.end().offset();
        return state.epochs().endOffsetFor(leaderEpoch, end);
    }

    /** The leader epoch that wrote the record at an offset. */
    public OptionalInt epochFor(long offset) {
        return open().state().epochs().epochFor(offset);
    }

    /** The first record below {@code upperBoundOffset} whose timestamp is at least {@code timestampMs}. */
    public Optional<RecordTime> offsetForTimestamp(long timestampMs, long upperBoundOffset) {
        return place.use(here -> here.handle().reading(log -> log.reader().firstFrom(timestampMs, upperBoundOffset)));
    }

    /** The first record that has the largest timestamp of all. */
    public Optional<RecordTime> maxTimestampOffset() {
        return place.use(here -> here.handle().reading(log -> log.reader().newest()));
    }

    /** The offset up to which a reader of committed records may read, given the high watermark. */
    public long lastStableOffset(long highWatermark) {
        return open().lastStableOffset(highWatermark);
    }

    /** The aborted transactions that overlap a range, for a reader of committed records. */
    public List<AbortedTransaction> abortedTransactions(long fromOffset, long upperBoundOffset) {
        return place.use(here -> here.handle().reading(log -> log.reader().aborted(fromOffset, upperBoundOffset)));
    }

    /**
     * Begins to prove that a producer's transaction is known to its coordinator, which is asked next; the proof goes
     * into the append. {@link TransactionProof#NOT_NEEDED} when the transaction is open here.
     *
     * @throws io.weir.log.error.AppendRejectedException with INVALID_PRODUCER_EPOCH for an epoch that is over
     */
    public TransactionProof beginTransactionProof(TransactionStart start) {
        return place.use(
                here -> here.handle().changing(log -> log.state().producers().beginProof(start)));
    }

    /** The producers known to the log now. */
    public List<ProducerState> producers() {
        return place.use(
                here -> here.handle().changing(log -> log.state().producers().states()));
    }

    /** Removes the records from {@code offset} on; nothing happens when the log ends before. Durable on return. */
    public void truncateTo(long offset) {
        var _ = place.use(here -> here.handle().reshaping(log -> {
            LogState state = log.state();
            if (offset >= state.end().offset()) {
                return false;
            }
            here.settle(log);
            LogTruncation truncation = new LogTruncation(state, log.retention());
            log.flush().truncated(offset);
            here.handle().lowerDurableOffset(offset);
            here.recoveryPoints().lower(here.location().name(), offset);
            if (offset < state.segments().first().baseOffset()) {
                truncation.startOverAt(offset);
            } else {
                truncation.truncateTo(offset);
            }
            return true;
        }));
    }

    /** Removes everything; the next record gets {@code offset}. */
    public void truncateFullyAndStartAt(long offset) {
        var _ = place.use(here -> here.handle().reshaping(log -> {
            here.settle(log);
            log.flush().restarted(offset);
            here.recoveryPoints().lower(here.location().name(), offset);
            new LogTruncation(log.state(), log.retention()).startOverAt(offset);
            here.handle().restartDurableOffset(offset);
            return true;
        }));
    }

    /**
     * Records before {@code offset} are deleted. The data folder's checkpoint makes it last.
     *
     * @return false when the log starts there or later already
     * @throws LogRangeException when the log ends before {@code offset}
     */
    public boolean advanceLogStartOffset(long offset) {
        return place.use(here -> here.handle().changing(log -> {
            LogState state = log.state();
            if (offset > state.end().offset()) {
                throw new LogRangeException(
                        "The log start of " + here.location().name() + " cannot be moved to " + offset
                                + ", behind the log's end at " + state.end().offset());
            }
            if (offset <= state.startOffset()) {
                return false;
            }
            state.startOffset(offset);
            state.epochs(state.epochs().truncateFromStart(offset));
            return true;
        }));
    }

    public LogConfig config() {
        return place.home().handle().config();
    }

    /** Changes the settings; they apply from the next append and the next housekeeping on. */
    public void updateConfig(LogConfig changed) {
        place.change(here -> {
            here.handle().config(changed);
            here.chores().lookAgain();
        });
    }

    /** Removes segments that retention no longer keeps, or that lie before the log's start; returns how many. */
    public int deleteOldSegments(long nowMs) {
        return place.use(here -> here.chores().deleteOldSegments(nowMs));
    }

    /**
     * What is due by the clock but for retention, which has an interval of its own: deletion of files, flush.ms, expired
     * producers. A log not in use is left alone.
     */
    public void housekeep(long nowMs) {
        place.ifUsable((here, log) -> here.chores().housekeep(log, nowMs));
    }

    /**
     * What of the log is worth compacting now; empty when nothing is, or its settings ask for no compaction. A log that is
     * not in use is not opened: its files tell, and seldom more than once.
     *
     * @param checkpoint up to where the log was compacted before
     */
    public Optional<CleaningRange> dueForCompaction(long checkpoint, long nowMs) throws IOException {
        LogHome here = place.home();
        return isCompacted()
                ? here.chores()
                        .dueForCompaction(
                                here.location().folder(),
                                checkpoint,
                                here.origin().logStartOffset(),
                                nowMs)
                : Optional.empty();
    }

    /** Compaction of this log, which is opened for it; empty when its settings ask for none, or it is offline. */
    public Optional<LogCompaction> compaction() {
        return isCompacted()
                ? Optional.of(
                        place.use(here -> here.chores().compaction(here.handle().open())))
                : Optional.empty();
    }

    private boolean isCompacted() {
        return failure().isEmpty() && config().compaction().compact();
    }

    /** True once the folder was read. */
    public boolean isOpen() {
        return place.home().handle().ifOpen().isPresent();
    }

    /**
     * Whether {@link #deleteOldSegments} may find something. Of a log that is not in use, names, sizes and a few bytes of
     * its files tell, and seldom more than once: it is not opened.
     */
    public boolean mayHaveOldSegments(long nowMs) {
        LogHome here = place.home();
        return isOpen()
                || here.chores()
                        .mayRemoveUnopened(
                                here.location().folder(), here.origin().logStartOffset(), nowMs);
    }

    /** Why the log cannot be used; empty while it can. */
    public Optional<LogException> failure() {
        return place.failure();
    }

    /** To be called before a {@link #checkpoint}, so that a start after a crash reads little below it. */
    public void writeDownProducers() {
        place.ifUsable((here, log) -> here.chores().writeDownProducers(log));
    }

    /** Whether another {@link #checkpoint} soon would cover what the last one could not: a flush was under way. */
    public boolean isCheckpointBehind() {
        return place.home()
                .handle()
                .ifOpen()
                .map(log -> log.producerMarks().areAhead())
                .orElse(false);
    }

    /** What the data folder's checkpoints should say of this log now. */
    public LogOrigin checkpoint() {
        return place.home()
                .handle()
                .ifOpen()
                .map(log -> new LogOrigin(
                        false,
                        log.producerMarks().recoveryPoint(log.flush().progress().forcedOffset()),
                        log.state().startOffset()))
                .orElse(place.home().origin());
    }

    /** Takes the log offline, for example because its data folder failed. */
    public void fail(String reason) {
        place.home()
                .handle()
                .fail(new LogStorageException("The log " + location().name() + " is offline: " + reason));
    }

    /** Writes and forces everything, and closes all files. The log must not be used afterwards. */
    public void close() throws IOException {
        close(true);
    }

    /** @param force false when the caller forces the whole file system next: much cheaper where many logs are closed */
    public void close(boolean force) throws IOException {
        place.end("is closed", log -> LogClose.close(log, force));
    }

    /** Closes all files as they are: the folder is about to go. */
    public void abandon() throws IOException {
        place.end("is deleted", _ -> true);
    }

    /** After {@link #abandon()}, when the folder is gone: the journal forgets the log. */
    public void forget() {
        place.home().handle().ifOpen().ifPresent(log -> log.flush().drop());
    }

    /**
     * Brings a copy of this log, in another data folder, nearer to it. What the copy has is kept as far as it is the same.
     *
     * @param maxBytes at least one batch is copied, if any is missing
     * @return the bytes copied; 0 when nothing is missing now
     */
    public int copyTo(PartitionLog copy, int maxBytes) {
        return new LogCopy(this, copy).step(maxBytes);
    }

    /**
     * Moves to where a copy is, which must not be used afterwards. What the copy lacks is added first, while nothing else is
     * done here: whoever asks meanwhile waits.
     *
     * @param swap gives the copy's folder this log's name, durably; this log's folder goes
     * @throws IOException when this log goes on where it is
     */
    public void moveTo(PartitionLog copy, Swap swap) throws IOException {
        place.leaveFor(copy.place.home(), () -> {
            new LogCopy(this, copy).finish();
            LogOrigin origin = new LogOrigin(true, copy.logEndOffset(), copy.logStartOffset());
            copy.close();
            copy.forget();
            swap.run(origin);
            return origin;
        });
        place.announce();
    }

    /** Changes the places of two folders in which logs are not in use. */
    public interface Swap {
        /** @param origin what is to be known of the log in its new place */
        void run(LogOrigin origin) throws IOException;
    }

    private OpenLog open() {
        return place.use(here -> here.handle().open());
    }
}
