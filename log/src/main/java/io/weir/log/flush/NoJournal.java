package io.weir.log.flush;

import java.util.List;

/** Where there is no journal every log is forced itself. */
record NoJournal() implements SharedJournal {

    @Override
    public Written write(List<TailPass> tails) {
        return new Written(List.of(), tails);
    }

    @Override
    public long firstSegment(Flushable log) {
        return Long.MAX_VALUE;
    }

    @Override
    public void forget(Flushable log) {
        // It holds nothing.
    }

    @Override
    public void drop(Flushable log) {
        // It holds nothing.
    }

    @Override
    public void forced(Flushable log) {
        // Nobody waits for it.
    }
}
