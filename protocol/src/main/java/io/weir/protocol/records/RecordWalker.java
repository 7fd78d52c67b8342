package io.weir.protocol.records;

import io.weir.protocol.compress.Decompression;
import io.weir.protocol.compress.PlainChunks;
import io.weir.protocol.types.ErrorCode;
import io.weir.protocol.types.MalformedMessageException;
import java.util.ArrayList;
import java.util.List;

/**
 * Walks over the records of a produced batch without making objects of them, and checks that they are what the header
 * says: as many as counted, offsets from 0 without gaps, every length inside its record, nothing left over.
 *
 * <p>This runs once for every batch produced. A compressed batch is decompressed a chunk at a time, so that memory does
 * not depend on what it expands to.
 */
public final class RecordWalker {

    /** Defects beyond this many are not listed: they refuse the batch just the same, and the answer stays small. */
    public static final int MAX_DEFECTS = 1_000;

    /** Attributes, timestamp and offset deltas, key and value length, header count: a byte each at least. */
    static final int SMALLEST_RECORD_BYTES = 6;

    private static final int SMALLEST_HEADER_BYTES = 2;

    private final PlainCursor cursor;
    private final CommonRecord common = new CommonRecord();
    private final RecordRules rules;
    private final long baseTimestamp;
    private final long appendTime;
    private final boolean isLogAppendTime;

    private int index;
    private long recordEnd;
    private long maxTimestamp = RecordBatch.NO_TIMESTAMP;
    private int indexOfMaxTimestamp = -1;
    private List<RecordDefect> defects = List.of();

    private RecordWalker(RecordBatch batch, RecordRules rules, PlainCursor cursor) {
        this.cursor = cursor;
        this.rules = rules;
        this.baseTimestamp = batch.baseTimestamp();
        this.appendTime = batch.maxTimestamp();
        this.isLogAppendTime = batch.isLogAppendTime();
    }

    /**
     * Walks over all records. The batch's size, format and checksum are the caller's business.
     *
     * @throws InvalidBatchException with INVALID_RECORD when the records are not well formed; the message names the
     *     first bad one
     */
    public static WalkedRecords walk(RecordBatch batch, RecordRules rules) {
        int count = batch.recordCount();
        if (count < 0) {
            throw InvalidBatchException.invalid("Record batch claims to hold " + count + " records");
        }
        try (PlainChunks plain = Decompression.open(batch.compression(), batch.recordsBytes(), rules.maxPlainBytes())) {
            return walk(batch, rules, plain);
        } catch (MalformedMessageException e) {
            throw new InvalidBatchException(
                    ErrorCode.INVALID_RECORD, "Records cannot be decompressed: " + e.getMessage(), e);
        }
    }

    /** Walks over the batch's records in the chunks they come in. */
    static WalkedRecords walk(RecordBatch batch, RecordRules rules, PlainChunks plain) {
        try (PlainCursor cursor = new PlainCursor(plain)) {
            return new RecordWalker(batch, rules, cursor).walkAll(batch.recordCount());
        }
    }

    private WalkedRecords walkAll(int count) {
        try {
            for (index = 0; index < count; index++) {
                walkRecord();
            }
        } catch (MalformedMessageException e) {
            throw new InvalidBatchException(
                    ErrorCode.INVALID_RECORD, "Record " + index + " of " + count + ": " + e.getMessage(), e);
        }
        if (!cursor.isExhausted()) {
            throw InvalidBatchException.invalid("Record batch holds more than the " + count + " records it claims");
        }
        return new WalkedRecords(cursor.offset(), maxTimestamp, indexOfMaxTimestamp, defects);
    }

    private void walkRecord() {
        if (cursor.readCommon(common, index)) {
            judge(isLogAppendTime ? appendTime : baseTimestamp + common.timestampDelta(), common.hasKey());
        } else {
            walkClosely();
        }
    }

    private void walkClosely() {
        int sizeBytes = cursor.readInt();
        if (sizeBytes < SMALLEST_RECORD_BYTES) {
            throw new MalformedMessageException(
                    "size " + sizeBytes + " is not valid, the smallest is " + SMALLEST_RECORD_BYTES);
        }
        recordEnd = cursor.offset() + sizeBytes;
        cursor.readByte();
        long timestamp = baseTimestamp + cursor.readLong();
        int offsetDelta = cursor.readInt();
        if (offsetDelta != index) {
            throw malformed("offset delta", offsetDelta);
        }
        boolean hasKey = skipBytes("key length");
        skipBytes("value length");
        skipHeaders();
        if (cursor.offset() != recordEnd) {
            throw malformed("unread bytes", recordEnd - cursor.offset());
        }
        judge(isLogAppendTime ? appendTime : timestamp, hasKey);
    }

    private void skipHeaders() {
        int headerCount = cursor.readInt();
        if (headerCount < 0 || headerCount > (recordEnd - cursor.offset()) / SMALLEST_HEADER_BYTES) {
            throw malformed("header count", headerCount);
        }
        for (int i = 0; i < headerCount; i++) {
            if (!skipBytes("header key length")) {
                throw malformed("header key length", -1);
            }
            skipBytes("header value length");
        }
    }

    /** Skips bytes behind their length; false when the length says null. */
    private boolean skipBytes(String what) {
        int length = cursor.readInt();
        if (length > recordEnd - cursor.offset() || length < -1) {
            throw malformed(what, length);
        }
        if (length > 0) {
            cursor.skip(length);
        }
        return length >= 0;
    }

    private void judge(long timestamp, boolean hasKey) {
        if (rules.keyRequired() && !hasKey) {
            report(new RecordDefect.MissingKey(index));
        } else if (timestamp != RecordBatch.NO_TIMESTAMP
                && (timestamp < rules.earliestMs() || timestamp > rules.latestMs())) {
            report(new RecordDefect.TimestampOutOfRange(index, timestamp, rules.earliestMs(), rules.latestMs()));
        }
        if (timestamp > maxTimestamp) {
            maxTimestamp = timestamp;
            indexOfMaxTimestamp = index;
        }
    }

    private void report(RecordDefect defect) {
        if (defects.isEmpty()) {
            defects = new ArrayList<>();
        }
        if (defects.size() < MAX_DEFECTS) {
            defects.add(defect);
        }
    }

    private MalformedMessageException malformed(String what, long value) {
        return new MalformedMessageException(
                what + " " + value + " is not valid, " + (recordEnd - cursor.offset()) + " bytes before its end");
    }
}
