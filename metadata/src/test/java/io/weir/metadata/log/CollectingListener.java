package io.weir.metadata.log;

import io.weir.protocol.wire.Message;
import java.util.ArrayList;
import java.util.List;

/** A listener that keeps what it is told; its state is simply all records so far. */
final class CollectingListener implements MetadataLogListener {

    private final List<Message> records = new ArrayList<>();
    private final List<Long> offsets = new ArrayList<>();
    private long lastOffset = -1;
    private long snapshotOffset = -1;
    private boolean leading;
    private int epoch;

    @Override
    public synchronized void onSnapshot(MetadataSnapshot snapshot) {
        records.clear();
        records.addAll(snapshot.records());
        snapshotOffset = snapshot.offset();
        lastOffset = snapshot.offset();
    }

    @Override
    public synchronized void onCommit(long offset, List<Message> entry) {
        offsets.add(offset);
        records.addAll(entry);
        lastOffset = offset;
    }

    @Override
    public synchronized void onLeading(int newEpoch) {
        leading = true;
        epoch = newEpoch;
    }

    @Override
    public synchronized void onFollowing() {
        leading = false;
    }

    @Override
    public synchronized MetadataSnapshot takeSnapshot() {
        return new MetadataSnapshot(lastOffset, List.copyOf(records));
    }

    synchronized List<Message> records() {
        return List.copyOf(records);
    }

    synchronized List<Long> offsets() {
        return List.copyOf(offsets);
    }

    synchronized long snapshotOffset() {
        return snapshotOffset;
    }

    synchronized int epoch() {
        return epoch;
    }

    synchronized boolean isLeading() {
        return leading;
    }
}
