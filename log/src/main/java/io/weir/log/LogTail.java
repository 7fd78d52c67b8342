package io.weir.log;

import io.weir.log.flush.Flushable;
import io.weir.log.flush.TailPass;
import java.io.IOException;
import java.nio.ByteBuffer;

/** What the journal may take of a log: the end of its active segment. */
final class LogTail implements TailPass {

    /** Is told of a tail that the journal has. */
    interface Completion {
        void done(LogTail tail);
    }

    private final Flushable log;
    private final LogEnd from;
    private final LogEnd to;
    private final LogShape shape;
    private final int shapeSeen;
    private final Completion completion;

    /** Under the log's lock. */
    LogTail(Flushable log, LogEnd from, LogEnd to, LogShape shape, Completion completion) {
        this.log = log;
        this.from = from;
        this.to = to;
        this.shape = shape;
        this.shapeSeen = shape.now();
        this.completion = completion;
    }

    LogEnd end() {
        return to;
    }

    @Override
    public Flushable log() {
        return log;
    }

    @Override
    public long segment() {
        return to.active().baseOffset();
    }

    @Override
    public int position() {
        return from.positionBytes();
    }

    @Override
    public int sizeBytes() {
        return to.positionBytes() - from.positionBytes();
    }

    @Override
    public long endOffset() {
        return to.offset();
    }

    @Override
    public void read(ByteBuffer target) throws IOException {
        to.active().search().read(from.positionBytes(), target);
    }

    @Override
    public boolean isVoid() {
        return !shape.isStill(shapeSeen);
    }

    @Override
    public void complete() {
        completion.done(this);
    }
}
