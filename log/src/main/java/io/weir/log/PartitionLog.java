package io.weir.log;

import io.weir.log.append.BatchIntake;
import io.weir.log.append.PreparedBatches;
import io.weir.log.checkpoint.EpochEndOffset;
import io.weir.log.config.LogConfig;
import io.weir.log.error.LogException;
import io.weir.log.error.LogRangeException;
import io.weir.log.error.LogStorageException;
import io.weir.log.producer.ProducerState;
import io.weir.log.recovery.LogOrigin;
import io.weir.log.segment.AbortedTransaction;
import io.weir.log.segment.RecordTime;
import io.weir.protocol.records.RecordBatch;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The log of one partition. Its folder is read when it is first used, and created with its first record: a partition
 * that nobody uses costs an object.
 *
 * <p>Thread-safe. Appends follow each other; reads need no lock. A disk that fails takes the log offline: every use then
 * throws {@link LogStorageException} (KAFKA_STORAGE_ERROR), a damaged log
 * {@link io.weir.log.error.CorruptLogException}.
 */
public final class PartitionLog {

    /** Work on an open log that may meet a failing disk. */
    private interface Work<T> {
        T on(OpenLog log) throws IOException;
    }

    private static final Logger LOG = LoggerFactory.getLogger(PartitionLog.class);

    private final LogEnvironment environment;
    private final LogLocation location;
    private final LogOrigin origin;
    private final RecoveryPoints recoveryPoints;
    private final DurabilityListener listener;
    private final ReentrantLock lock = new ReentrantLock();
    private volatile LogConfig config;
    private volatile @Nullable OpenLog open;
    private volatile @Nullable LogException failure;
    private volatile long durableOffset = -1;

    /** A log that is read when it is first used. */
    public PartitionLog(
            LogEnvironment environment,
            LogLocation location,
            LogConfig config,
            LogOrigin origin,
            RecoveryPoints recoveryPoints,
            DurabilityListener listener) {
        this.environment = environment;
        this.location = location;
        this.config = config;
        this.origin = origin;
        this.recoveryPoints = recoveryPoints;
        this.listener = listener;
    }

    public LogLocation location() {
        return location;
    }

    /**
     * Appends whole batches: one for a client, any number for others.
     *
     * @param batches between position and limit; patched in place, and the caller's again on return
     * @throws io.weir.log.error.AppendRejectedException with Kafka's error code; the log is as before
     */
    public AppendResult append(ByteBuffer batches, AppendRequest request) {
        OpenLog log = open();
        PreparedBatches prepared = BatchIntake.prepare(batches, request.origin(), config, environment.nowMs());
        if (prepared.isEmpty()) {
            return new AppendResult(-1, -1, -1, logStartOffset(), false);
        }
        AppendResult result;
        lock.lock();
        try {
            checkOnline();
            result = log.appender().append(prepared, request);
            if (!config.flush().beforeAck()) {
                durableOffset = Math.max(durableOffset, log.state().end().offset());
            }
        } catch (IOException e) {
            throw appendFailed(log, e);
        } finally {
            lock.unlock();
        }
        if (!result.isDuplicate()) {
            requestFlush(log);
        }
        return result;
    }

    /**
     * Reads from the batch that holds {@code startOffset} on, without copying.
     *
     * @param upperBoundOffset exclusive: no batch that reaches it is served
     * @param atLeastOneBatch whether a first batch larger than {@code maxBytes} is served whole
     */
    public ReadResult read(long startOffset, int maxBytes, long upperBoundOffset, boolean atLeastOneBatch) {
        return reading(log -> log.reader().read(startOffset, maxBytes, upperBoundOffset, atLeastOneBatch));
    }

    /**
     * Whole batches in memory, their checksums checked: for replay. Empty when nothing lies between offset and bound; at
     * least one otherwise. The first may begin before the offset.
     */
    public List<RecordBatch> readBatches(long startOffset, int maxBytes, long upperBoundOffset) {
        return reading(log -> log.reader().readBatches(startOffset, maxBytes, upperBoundOffset));
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
        open();
        return durableOffset;
    }

    public long sizeBytes() {
        return open().state().segments().sizeBytes();
    }

    public int segmentCount() {
        return open().state().segments().size();
    }

    public OptionalInt latestEpoch() {
        return open().state().epochs().latestEpoch();
    }

    /** Where a leader epoch ended, as OffsetForLeaderEpoch answers it. */
    public EpochEndOffset endOffsetFor(int leaderEpoch) {
        OpenLog log = open();
        return log.state().epochs().endOffsetFor(leaderEpoch, log.state().end().offset());
    }

    /** The leader epoch that wrote the record at an offset. */
    public OptionalInt epochFor(long offset) {
        return open().state().epochs().epochFor(offset);
    }

    /** The first record below {@code upperBoundOffset} whose timestamp is at least {@code timestampMs}. */
    public Optional<RecordTime> offsetForTimestamp(long timestampMs, long upperBoundOffset) {
        return reading(log -> log.reader().firstFrom(timestampMs, upperBoundOffset));
    }

    /** The first record that has the largest timestamp of all. */
    public Optional<RecordTime> maxTimestampOffset() {
        return reading(log -> log.reader().newest());
    }

    /** The offset up to which a reader of committed records may read, given the high watermark. */
    public long lastStableOffset(long highWatermark) {
        LogState state = open().state();
        return Math.max(state.startOffset(), state.producers().lastStableOffset(highWatermark));
    }

    /** The aborted transactions that overlap a range, for a reader of committed records. */
    public List<AbortedTransaction> abortedTransactions(long fromOffset, long upperBoundOffset) {
        return reading(log -> log.reader().aborted(fromOffset, upperBoundOffset));
    }

    /** The producers known to the log now. */
    public List<ProducerState> producers() {
        return changing(log -> log.state().producers().states());
    }

    /** Removes the records from {@code offset} on; nothing happens when the log ends before. Durable on return. */
    public void truncateTo(long offset) {
        changing(log -> {
            LogState state = log.state();
            if (offset >= state.end().offset()) {
                return false;
            }
            LogTruncation truncation = new LogTruncation(state, log.retention());
            log.flush().truncated(offset);
            durableOffset = Math.min(durableOffset, offset);
            recoveryPoints.lower(location.name(), offset);
            if (offset < state.segments().first().baseOffset()) {
                truncation.startOverAt(offset);
            } else {
                truncation.truncateTo(offset);
            }
            return true;
        });
    }

    /** Removes everything; the next record gets {@code offset}. */
    public void truncateFullyAndStartAt(long offset) {
        changing(log -> {
            log.flush().restarted(offset);
            recoveryPoints.lower(location.name(), offset);
            new LogTruncation(log.state(), log.retention()).startOverAt(offset);
            durableOffset = offset;
            return true;
        });
    }

    /**
     * Records before {@code offset} are deleted. The data folder's checkpoint makes it last.
     *
     * @return false when the log starts there or later already
     * @throws LogRangeException when the log ends before {@code offset}
     */
    public boolean advanceLogStartOffset(long offset) {
        return changing(log -> {
            LogState state = log.state();
            if (offset > state.end().offset()) {
                throw new LogRangeException("The log start of " + location.name() + " cannot be moved to " + offset
                        + ", behind the log's end at " + state.end().offset());
            }
            if (offset <= state.startOffset()) {
                return false;
            }
            state.startOffset(offset);
            state.epochs(state.epochs().truncateFromStart(offset));
            return true;
        });
    }

    public LogConfig config() {
        return config;
    }

    /** Changes the settings; they apply from the next append and the next housekeeping on. */
    public void updateConfig(LogConfig changed) {
        config = changed;
        OpenLog log = open;
        if (log != null) {
            log.state().config(changed);
            requestFlush(log);
        }
    }

    /** Removes segments that retention no longer keeps, or that lie before the log's start; returns how many. */
    public int deleteOldSegments(long nowMs) {
        return changing(log -> log.retention().apply(listener.retainFrom(durableOffset), nowMs));
    }

    /**
     * What is due by the clock but for retention, which has an interval of its own: deletion of files, flush.ms, expired
     * producers. A log not in use is left alone.
     */
    public void housekeep(long nowMs) {
        OpenLog log = open;
        if (log == null || failure != null) {
            return;
        }
        if (log.hasChores()) {
            changing(opened -> {
                opened.retention().deleteMarked(nowMs);
                opened.state().producers().expire(nowMs, environment.producerIdExpirationMs());
                opened.state().segments().active().spillIndexes();
                return true;
            });
        }
        boolean unflushed = log.flush().flushedOffset() < log.state().end().offset();
        if (unflushed && nowMs - log.flush().lastFlushMs() >= config.flush().ms()) {
            environment.flusher().request(log.flush());
        }
    }

    /** True once the folder was read. */
    public boolean isOpen() {
        return open != null;
    }

    /** Why the log cannot be used; empty while it can. */
    public Optional<LogException> failure() {
        return Optional.ofNullable(failure);
    }

    /** What the data folder's checkpoints should say of this log now. */
    public LogOrigin checkpoint() {
        OpenLog log = open;
        return log == null
                ? origin
                : new LogOrigin(false, log.flush().flushedOffset(), log.state().startOffset());
    }

    /** Takes the log offline, for example because its data folder failed. */
    public void fail(String reason) {
        setFailure(new LogStorageException("The log " + location.name() + " is offline: " + reason));
    }

    /** Writes and forces everything, and closes all files. The log must not be used afterwards. */
    public void close() throws IOException {
        lock.lock();
        try {
            OpenLog log = open;
            if (log != null && failure == null) {
                LogClose.close(log);
            }
            failure = new LogStorageException("The log " + location.name() + " is closed");
        } finally {
            lock.unlock();
        }
    }

    /** Closes all files as they are: the folder is about to be deleted. */
    public void abandon() throws IOException {
        lock.lock();
        try {
            failure = new LogStorageException("The log " + location.name() + " is deleted");
            OpenLog log = open;
            if (log != null) {
                LogClose.abandon(log);
            }
        } finally {
            lock.unlock();
        }
    }

    private <T> T reading(Work<T> work) {
        OpenLog log = open();
        try {
            return work.on(log);
        } catch (IOException e) {
            throw new LogStorageException("Reading " + location.folder() + " failed: " + e.getMessage(), e);
        }
    }

    private <T> T changing(Work<T> work) {
        OpenLog log = open();
        lock.lock();
        try {
            checkOnline();
            return work.on(log);
        } catch (IOException e) {
            throw failed(e);
        } finally {
            lock.unlock();
        }
    }

    private OpenLog open() {
        checkOnline();
        OpenLog log = open;
        return log != null ? log : load();
    }

    private OpenLog load() {
        lock.lock();
        try {
            checkOnline();
            OpenLog log = open;
            if (log == null) {
                log = OpenLog.load(environment, location, config, origin, lock, new FlushOutcome());
                durableOffset = log.state().end().offset();
                open = log;
            }
            return log;
        } catch (IOException e) {
            throw failed(e);
        } catch (LogException e) {
            setFailure(e);
            throw e;
        } finally {
            lock.unlock();
        }
    }

    private void requestFlush(OpenLog log) {
        if (config.flush().beforeAck()) {
            environment.flusher().request(log.flush());
        } else {
            long unflushed = log.state().end().offset() - log.flush().flushedOffset();
            if (unflushed >= config.flush().messages()
                    || !log.state().pendingSnapshots().isEmpty()) {
                environment.flusher().request(log.flush());
            }
            listener.onDurable(durableOffset);
        }
    }

    /** A disk that is full refuses an append and leaves the log usable; anything else takes it offline. */
    private LogStorageException appendFailed(OpenLog log, IOException cause) {
        boolean unchanged =
                log.state().end().positionBytes() == log.state().end().active().sizeBytes();
        if (unchanged && DiskFull.isCause(cause)) {
            return new LogStorageException("The disk of " + location.folder() + " is full", cause);
        }
        return failed(cause);
    }

    private LogStorageException failed(IOException cause) {
        LogStorageException storage =
                new LogStorageException("The disk of " + location.folder() + " failed: " + cause.getMessage(), cause);
        setFailure(storage);
        return storage;
    }

    private void setFailure(LogException cause) {
        if (failure == null) {
            failure = cause;
            LOG.error("{}", cause.getMessage());
            listener.onOffline(String.valueOf(cause.getMessage()));
        }
    }

    private void checkOnline() {
        LogException cause = failure;
        if (cause != null) {
            throw cause;
        }
    }

    private final class FlushOutcome implements LogFlush.Outcome {
        @Override
        public void durable(long offset) {
            if (offset > durableOffset || config.flush().beforeAck()) {
                durableOffset = Math.max(durableOffset, offset);
                listener.onDurable(durableOffset);
            }
        }

        @Override
        public void failed(IOException cause) {
            PartitionLog.this.failed(cause);
        }
    }
}
