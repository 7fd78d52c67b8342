package io.weir.log.compaction;

import io.weir.log.segment.AbortedTransaction;
import io.weir.log.segment.ForceMark;
import io.weir.log.segment.Segment;
import io.weir.protocol.records.RecordBatch;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;

/**
 * Copies what survives of neighbouring segments into a new one.
 *
 * <p>The last batch always stays, be it without records: the segment then ends where the next one begins, which is how
 * recovery tells a log that is whole from one that lost a tail.
 */
final class GroupCopy {

    private final BatchCleaner batches;
    private final CleanerIo io;
    private final int indexIntervalBytes;
    private final Segment target;
    private final ByteBuffer buffer;
    private boolean changed;

    GroupCopy(BatchCleaner batches, CleanerIo io, int indexIntervalBytes, Segment target) {
        this.batches = batches;
        this.io = io;
        this.indexIntervalBytes = indexIntervalBytes;
        this.target = target;
        this.buffer = io.newBuffer();
    }

    /** Copies the next segment. */
    void add(Segment source, boolean isLast) throws IOException {
        io.scan(source, source.baseOffset(), (batch, endsSegment) -> {
            copy(batch, isLast && endsSegment);
            return true;
        });
    }

    /** Completes the new segment and forces it to the disk. */
    void finish(List<AbortedTransaction> aborted) throws IOException {
        drain();
        for (AbortedTransaction transaction : aborted) {
            target.appendAborted(transaction);
        }
        target.seal();
        Optional<ForceMark> mark = target.beginForce();
        if (mark.isPresent()) {
            mark.get().force();
            mark.get().done();
        }
    }

    /** Whether anything was removed or rewritten. */
    boolean hasChanged() {
        return changed;
    }

    private void copy(RecordBatch batch, boolean mustStay) throws IOException {
        Optional<ByteBuffer> left = batches.clean(batch, mustStay);
        if (left.isEmpty()) {
            changed = true;
            return;
        }
        ByteBuffer bytes = left.get();
        changed |= !bytes.equals(batch.bytes());
        if (bytes.remaining() > buffer.remaining()) {
            drain();
        }
        if (bytes.remaining() > buffer.capacity()) {
            write(bytes);
        } else {
            buffer.put(bytes);
        }
    }

    private void drain() throws IOException {
        buffer.flip();
        if (buffer.hasRemaining()) {
            write(buffer);
        }
        buffer.clear();
    }

    private void write(ByteBuffer bytes) throws IOException {
        io.append(target, bytes, indexIntervalBytes);
    }
}
