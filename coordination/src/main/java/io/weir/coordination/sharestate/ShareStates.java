package io.weir.coordination.sharestate;

import io.weir.coordination.runtime.CoordinatorRecord;
import io.weir.coordination.runtime.Step;
import io.weir.coordination.sharestate.ShareStateRecords.Content;
import io.weir.protocol.types.Uuid;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The states of one shard, and the one way to change them: here and in the log alike. */
final class ShareStates {

    /** Where a state was last written whole is not known of what was loaded. */
    private static final long SOMEWHERE = -1;

    /**
     * A state and what is known of its records.
     *
     * @param fencedBelow the highest leader epoch heard of
     * @param updates how many were written since the last snapshot
     * @param snapshotAt the last snapshot is at this offset or behind it
     */
    record Entry(ShareState state, int fencedBelow, int updates, long snapshotAt) {}

    private final Map<SharePartitionKey, Entry> entries = new HashMap<>();

    Optional<Entry> find(SharePartitionKey key) {
        return Optional.ofNullable(entries.get(key));
    }

    int count() {
        return entries.size();
    }

    /** Everything before this offset has been written again behind it; {@link #SOMEWHERE} when that is not known. */
    long neededFrom(long end) {
        return entries.values().stream().mapToLong(Entry::snapshotAt).min().orElse(end);
    }

    List<SharePartitionKey> writtenWholeBefore(long offset) {
        return entries.entrySet().stream()
                .filter(entry -> entry.getValue().snapshotAt() < offset)
                .map(Map.Entry::getKey)
                .toList();
    }

    /** A copy. */
    List<SharePartitionKey> keys() {
        return List.copyOf(entries.keySet());
    }

    List<SharePartitionKey> ofTopics(Set<Uuid> topics) {
        return entries.keySet().stream()
                .filter(key -> topics.contains(key.topicId()))
                .toList();
    }

    /** Writes a state whole; false, and nothing changes, when the log does not take a record so large. */
    boolean snapshot(SharePartitionKey key, ShareState state, Step<ShareStateTimer> step) {
        CoordinatorRecord record = ShareStateRecords.snapshot(key, state);
        if (!step.fits(record)) {
            return false;
        }
        step.append(record);
        put(key, state, 0, step.offsetAtLeast());
        return true;
    }

    /** Writes what has changed; false, and nothing changes, when the log does not take a record so large. */
    boolean update(SharePartitionKey key, Entry entry, StateWrite write, Step<ShareStateTimer> step) {
        CoordinatorRecord record = ShareStateRecords.update(key, entry.state().snapshotEpoch(), write);
        if (!step.fits(record)) {
            return false;
        }
        step.append(record);
        put(key, entry.state().with(write, write.epochs().leader()), entry.updates() + 1, entry.snapshotAt());
        return true;
    }

    void remove(SharePartitionKey key, Step<ShareStateTimer> step) {
        step.append(ShareStateRecords.tombstone(key));
        entries.remove(key);
    }

    /** Takes in a record of the log. */
    void replay(Content content) {
        switch (content) {
            case Content.Gone(SharePartitionKey key) -> entries.remove(key);
            case Content.Snapshot(SharePartitionKey key, ShareState state) -> put(key, state, 0, SOMEWHERE);
            case Content.Update(SharePartitionKey key, StateWrite write) -> {
                Entry entry = entries.getOrDefault(key, new Entry(ShareState.NONE, 0, 0, SOMEWHERE));
                int leaderEpoch = write.epochs().leader() == -1
                        ? entry.state().epochs().leader()
                        : write.epochs().leader();
                put(key, entry.state().with(write, leaderEpoch), entry.updates() + 1, SOMEWHERE);
            }
        }
    }

    private void put(SharePartitionKey key, ShareState state, int updates, long snapshotAt) {
        int fenced = find(key).map(Entry::fencedBelow).orElse(0);
        entries.put(key, new Entry(state, Math.max(fenced, state.epochs().leader()), updates, snapshotAt));
    }
}
