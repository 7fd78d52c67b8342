package io.weir.metadata.log;

import io.weir.metadata.record.RecordCodec;
import io.weir.protocol.wire.Message;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A metadata log in the files of one node, which therefore always leads.
 *
 * <p>One thread writes: all entries that wait are written as one frame and forced together (group commit), then told. It
 * sleeps while there is nothing to write. When the entries since the last snapshot exceed a limit it writes a snapshot
 * and removes what the snapshot made superfluous; appends wait meanwhile.
 *
 * <p>A write that surely left nothing (a full disk) ends the leadership and begins the next one: what was decided on top of
 * it is refused, and what is decided anew may succeed. After a failed force nothing more can be appended: what the disk
 * then holds is known only after a restart.
 */
public final class LocalMetadataLog implements MetadataLog {

    private static final Logger LOG = LoggerFactory.getLogger(LocalMetadataLog.class);
    private static final Append END = new Append(0, ByteBuffer.allocate(0), List.of(), new CompletableFuture<>());

    private final String clusterId;
    private final int nodeId;
    private final Files files;
    private final long snapshotAfterBytes;
    private final LinkedBlockingQueue<Append> queue = new LinkedBlockingQueue<>();
    private final Thread writer =
            Thread.ofPlatform().name("metadata-log").daemon(true).unstarted(this::run);

    /** What to tell the listener when it comes; not kept once it was told. */
    private Recovery.@Nullable Result recovered;

    private @Nullable MetadataLogListener listener;
    private long nextOffset;
    private long sinceSnapshotBytes;
    private long snapshotBytes;
    private int epoch = 1;
    private volatile @Nullable MetadataLogException failure;

    private record Append(int epoch, ByteBuffer bytes, List<Message> records, CompletableFuture<Long> done) {}

    private record Files(Segments segments, FolderLock lock) {}

    private LocalMetadataLog(Segments segments, FolderLock lock, Recovery.Result recovered, long snapshotAfterBytes) {
        this.files = new Files(segments, lock);
        this.clusterId = recovered.clusterId();
        this.nodeId = recovered.owner().nodeId();
        this.recovered = recovered;
        this.snapshotAfterBytes = snapshotAfterBytes;
        this.nextOffset = recovered.nextOffset();
        this.sinceSnapshotBytes = recovered.sizes().all();
    }

    /**
     * Opens the log in the folder {@code __cluster_metadata} under {@code directory}, and makes a new one with a new
     * cluster id where there is none.
     *
     * @param nodeId             of this node; a log of another node is refused
     * @param snapshotAfterBytes bytes of entries after which a snapshot is written
     * @throws MetadataLogException when the log is damaged, another node's or in use, or the folder cannot be used
     */
    public static LocalMetadataLog open(Path directory, int nodeId, long snapshotAfterBytes) {
        Folder folder = new Folder(directory);
        if (!new ClusterFolder(directory, nodeId).isLocal()) {
            throw new MetadataLogException(
                    "Folder " + folder.path() + " is of a node of a cluster: what it kept alone is of the past. Start"
                            + " it with its internal listener (controller.listener.names and"
                            + " listeners)");
        }
        return open(folder, nodeId, snapshotAfterBytes);
    }

    /** Opens what a node kept before it became one of a cluster; otherwise as {@link #open}. */
    public static LocalMetadataLog openFormer(Path directory, int nodeId) {
        return open(new Folder(directory), nodeId, Long.MAX_VALUE);
    }

    private static LocalMetadataLog open(Folder folder, int nodeId, long snapshotAfterBytes) {
        try {
            folder.create();
            FolderLock lock = FolderLock.take(folder.path());
            try {
                Recovery.Result recovered = Recovery.recover(folder, nodeId);
                Segments segments = Segments.open(folder, recovered);
                return new LocalMetadataLog(segments, lock, recovered, snapshotAfterBytes);
            } catch (IOException | RuntimeException e) {
                lock.close();
                throw e;
            }
        } catch (IOException e) {
            throw new MetadataLogException(
                    "Metadata log " + folder.path() + " cannot be used: " + e
                            + ". Check that the folder exists, that it can be written, and that the disk is not full",
                    e);
        }
    }

    @Override
    public String clusterId() {
        return clusterId;
    }

    @Override
    public int leader() {
        return nodeId;
    }

    @Override
    public void start(MetadataLogListener newListener) {
        Recovery.Result found = recovered;
        if (found == null) {
            throw new IllegalStateException("The metadata log was started before");
        }
        recovered = null;
        listener = newListener;
        found.replay(newListener);
        newListener.onLeading(epoch);
        writer.start();
    }

    @Override
    public CompletableFuture<Long> append(int ofEpoch, List<Message> records) {
        Append append =
                new Append(ofEpoch, RecordCodec.encode(records), List.copyOf(records), new CompletableFuture<>());
        queue.add(append);
        MetadataLogException failed = failure;
        // The writer may have looked into the queue for the last time just before.
        if (failed != null && queue.remove(append)) {
            append.done().completeExceptionally(failed);
        }
        return append.done();
    }

    @Override
    public void close() {
        queue.add(END);
        try {
            if (writer.isAlive()) {
                writer.join();
            }
            files.segments().close();
            files.lock().close();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            LOG.warn("Closing the metadata log failed", e);
        }
    }

    private void run() {
        List<Append> group = new ArrayList<>();
        while (!group.contains(END)) {
            group.clear();
            try {
                group.add(queue.take());
                queue.drainTo(group);
            } catch (InterruptedException e) {
                fail(new MetadataLogException("The thread of the metadata log was interrupted"));
            }
            int end = group.indexOf(END);
            List<Append> appends = end < 0 ? group : group.subList(0, end);
            try {
                write(appends);
            } catch (RuntimeException | Error e) {
                // Whoever waits must hear of it, and nothing may be written over what may be half there.
                LOG.error("The metadata log {} stops over an error it did not expect", files.segments(), e);
                MetadataLogException failed = fail(new MetadataLogException("The metadata log failed: " + e, e));
                appends.forEach(append -> append.done().completeExceptionally(failed));
            }
        }
        MetadataLogException closed = fail(new MetadataLogException("The metadata log is closed"));
        queue.drainTo(group);
        group.forEach(append -> append.done().completeExceptionally(closed));
    }

    private void write(List<Append> group) {
        List<Append> current = new ArrayList<>();
        for (Append append : group) {
            if (append.epoch() == epoch && failure == null) {
                current.add(append);
            } else {
                append.done().completeExceptionally(refusal());
            }
        }
        if (current.isEmpty()) {
            return;
        }
        compactIfLarge();
        try {
            List<ByteBuffer> entries = current.stream().map(Append::bytes).toList();
            sinceSnapshotBytes += files.segments().append(new Frame(nextOffset, entries));
        } catch (IOException e) {
            writingFailed(current, e);
            return;
        }
        for (Append append : current) {
            listener().onCommit(nextOffset, append.records());
            append.done().complete(nextOffset);
            nextOffset++;
        }
    }

    private void writingFailed(List<Append> lost, IOException cause) {
        boolean again = cause instanceof NotWrittenException;
        MetadataLogException reason = new MetadataLogException(
                "Writing the metadata log " + files.segments() + " failed: " + cause + ". "
                        + (again
                                ? "Nothing was changed. Make room on the disk and try again"
                                : "Nothing more can be changed until this node is started again"),
                cause);
        lost.forEach(append -> append.done().completeExceptionally(reason));
        listener().onFollowing();
        if (again) {
            LOG.warn("{}", reason.getMessage());
            epoch++;
            listener().onLeading(epoch);
        } else {
            LOG.error("{}", reason.getMessage());
            fail(reason);
        }
    }

    private MetadataLogException refusal() {
        MetadataLogException failed = failure;
        return failed == null
                ? new MetadataLogException("A change before this one could not be written, so this one was not tried")
                : failed;
    }

    /** Done before a write, when the listener has most likely dealt with all entries before it. */
    private void compactIfLarge() {
        // A snapshot larger than the limit waits for as many bytes of entries, or snapshots would be most of the
        // writing.
        if (sinceSnapshotBytes <= Math.max(snapshotAfterBytes, snapshotBytes)) {
            return;
        }
        try {
            snapshotBytes = files.segments().compact(listener().takeSnapshot(), nextOffset);
        } catch (IOException | RuntimeException e) {
            // The entries are durable all the same.
            LOG.warn("Writing a snapshot of the metadata log {} failed; the log grows on", files.segments(), e);
        }
        sinceSnapshotBytes = 0;
    }

    private MetadataLogException fail(MetadataLogException reason) {
        MetadataLogException first = failure;
        if (first == null) {
            failure = reason;
            return reason;
        }
        return first;
    }

    private MetadataLogListener listener() {
        MetadataLogListener known = listener;
        if (known == null) {
            throw new IllegalStateException("The metadata log was not started");
        }
        return known;
    }
}
