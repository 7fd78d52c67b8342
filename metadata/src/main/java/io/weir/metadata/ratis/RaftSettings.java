package io.weir.metadata.ratis;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.ratis.RaftConfigKeys;
import org.apache.ratis.conf.RaftProperties;
import org.apache.ratis.server.RaftServerConfigKeys;
import org.apache.ratis.util.SizeInBytes;
import org.apache.ratis.util.TimeDuration;

/** Ratis' settings for a log of metadata: small buffers, patience, and nothing acknowledged that is not on disk. */
final class RaftSettings {

    /** What one entry may have at most, and with it the state a single node brings along. */
    static final int MAX_ENTRY_BYTES = 7 << 20;

    private static final SizeInBytes SEGMENT = SizeInBytes.valueOf("32MB");
    private static final SizeInBytes MESSAGE = SizeInBytes.valueOf(8L << 20);
    /** Ratis wants room for a message and 8 bytes. */
    private static final SizeInBytes WRITE_BUFFER = SizeInBytes.valueOf((8L << 20) + 4_096);

    /** More than any process does. */
    private static final long STOOD_STILL_DAYS = 36_500;

    private RaftSettings() {}

    static RaftProperties of(Path folder, RaftTuning tuning) {
        RaftProperties properties = new RaftProperties();
        RaftConfigKeys.Rpc.setType(properties, new PeerRpcType());
        RaftServerConfigKeys.setStorageDir(properties, List.of(folder.toFile()));
        RaftServerConfigKeys.Rpc.setTimeoutMin(properties, ms(tuning.electionMs()));
        RaftServerConfigKeys.Rpc.setTimeoutMax(properties, ms(2L * tuning.electionMs()));
        RaftServerConfigKeys.Rpc.setFirstElectionTimeoutMin(properties, ms(tuning.firstMs()));
        RaftServerConfigKeys.Rpc.setFirstElectionTimeoutMax(properties, ms(2L * tuning.firstMs()));
        RaftServerConfigKeys.Rpc.setRequestTimeout(properties, ms(tuning.callMs()));
        RaftServerConfigKeys.Rpc.setSleepTime(properties, ms(100));
        // Ratis would end its part for good in a process that stood still for a minute.
        RaftServerConfigKeys.setCloseThreshold(properties, TimeDuration.valueOf(STOOD_STILL_DAYS, TimeUnit.DAYS));
        RaftServerConfigKeys.LeaderElection.setPreVote(properties, true);
        // Ratis has a leader that stepped down wait for 10 s, in which two voters of which one restarts have none.
        RaftServerConfigKeys.LeaderElection.setLeaderStepDownWaitTime(properties, ms(tuning.electionMs()));
        // From one voter to two a majority is added at once.
        RaftServerConfigKeys.LeaderElection.setMemberMajorityAdd(properties, true);
        // Whoever is asked whether it leads says so by its lease, or asks the others where that is over.
        RaftServerConfigKeys.Read.setOption(properties, RaftServerConfigKeys.Read.Option.LINEARIZABLE);
        RaftServerConfigKeys.Read.setLeaderLeaseEnabled(properties, true);
        RaftServerConfigKeys.Read.setTimeout(properties, ms(tuning.callMs()));
        log(properties, tuning.snapshotAfterEntries());
        return properties;
    }

    private static void log(RaftProperties properties, long snapshotAfterEntries) {
        RaftServerConfigKeys.Log.setSegmentSizeMax(properties, SEGMENT);
        RaftServerConfigKeys.Log.setPreallocatedSize(properties, SizeInBytes.valueOf("1MB"));
        RaftServerConfigKeys.Log.setWriteBufferSize(properties, WRITE_BUFFER);
        RaftServerConfigKeys.Log.setSegmentCacheNumMax(properties, 2);
        RaftServerConfigKeys.Log.setSegmentCacheSizeMax(properties, SEGMENT);
        RaftServerConfigKeys.Log.Appender.setBufferByteLimit(properties, MESSAGE);
        RaftServerConfigKeys.Log.Appender.setSnapshotChunkSizeMax(properties, SizeInBytes.valueOf("1MB"));
        // Only a follower that is far behind needs what a snapshot has: it gets the snapshot.
        RaftServerConfigKeys.Log.setPurgeUptoSnapshotIndex(properties, true);
        RaftServerConfigKeys.Snapshot.setAutoTriggerEnabled(properties, true);
        RaftServerConfigKeys.Snapshot.setAutoTriggerThreshold(properties, snapshotAfterEntries);
        RaftServerConfigKeys.Snapshot.setRetentionFileNum(properties, 2);
    }

    private static TimeDuration ms(long duration) {
        return TimeDuration.valueOf(duration, TimeUnit.MILLISECONDS);
    }
}
