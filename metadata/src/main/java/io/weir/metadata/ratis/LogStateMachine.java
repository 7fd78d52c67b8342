package io.weir.metadata.ratis;

import io.weir.metadata.log.MetadataLogListener;
import io.weir.metadata.log.MetadataSnapshot;
import io.weir.metadata.record.RecordCodec;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.apache.ratis.proto.RaftProtos.LogEntryProto;
import org.apache.ratis.protocol.Message;
import org.apache.ratis.protocol.RaftGroupId;
import org.apache.ratis.protocol.RaftGroupMemberId;
import org.apache.ratis.protocol.RaftPeerId;
import org.apache.ratis.server.RaftServer;
import org.apache.ratis.server.protocol.TermIndex;
import org.apache.ratis.server.storage.FileInfo;
import org.apache.ratis.server.storage.RaftStorage;
import org.apache.ratis.statemachine.TransactionContext;
import org.apache.ratis.statemachine.impl.BaseStateMachine;
import org.apache.ratis.statemachine.impl.SimpleStateMachineStorage;
import org.apache.ratis.statemachine.impl.SingleFileSnapshotInfo;
import org.apache.ratis.thirdparty.com.google.protobuf.ByteString;
import org.apache.ratis.util.LifeCycle;
import org.apache.ratis.util.MD5FileUtil;
import org.jspecify.annotations.Nullable;

/**
 * What Ratis calls with committed entries: gives them their meaning by {@link EntryOrder} and tells the listener. All
 * but the notices of leadership come from one thread of Ratis.
 */
final class LogStateMachine extends BaseStateMachine {

    private final SimpleStateMachineStorage storage = new SimpleStateMachineStorage();
    private final MetadataLogListener listener;
    private final Observer observer;
    private final Told told;
    private final Marks marks = new Marks();
    private EntryOrder order = new EntryOrder(EntryOrder.State.EMPTY);

    /** Who is told of leadership. */
    interface Observer {
        /** Ratis has made this node the leader, and all entries before were told; or it has ceased to be. */
        void onRaftLeads(boolean leads);

        /** An epoch has begun, or was found in a snapshot. */
        void onEpoch(EntryOrder.State state, long nonce);

        /** The log has its first state now. */
        void onSeeded();
    }

    /** @param told what these two know already, from another of these */
    LogStateMachine(MetadataLogListener listener, Observer observer, Told told) {
        this.listener = listener;
        this.observer = observer;
        this.told = told;
    }

    @Override
    public void initialize(RaftServer server, RaftGroupId groupId, RaftStorage raftStorage) throws IOException {
        super.initialize(server, groupId, raftStorage);
        getLifeCycle().startAndTransition(() -> {
            storage.init(raftStorage);
            load(storage.getLatestSnapshot());
        });
    }

    @Override
    public void pause() {
        getLifeCycle().transition(LifeCycle.State.PAUSING);
        getLifeCycle().transition(LifeCycle.State.PAUSED);
    }

    /** A snapshot came from the leader because the entries after ours are not kept any more. */
    @Override
    public void reinitialize() throws IOException {
        load(storage.loadLatestSnapshot());
        if (getLifeCycleState() == LifeCycle.State.PAUSED) {
            getLifeCycle().transition(LifeCycle.State.STARTING);
            getLifeCycle().transition(LifeCycle.State.RUNNING);
        }
    }

    private void load(@Nullable SingleFileSnapshotInfo info) throws IOException {
        if (info == null) {
            tell(MetadataSnapshot.EMPTY);
            return;
        }
        RaftSnapshotFile.Content content = RaftSnapshotFile.read(info.getFile().getPath());
        order = new EntryOrder(content.order());
        marks.clear();
        setLastAppliedTermIndex(info.getTermIndex());
        tell(content.snapshot());
        tellEpoch(0);
    }

    private void tell(MetadataSnapshot snapshot) {
        if (told.isNews(snapshot.offset())) {
            listener.onSnapshot(snapshot);
        }
    }

    private void tellEpoch(long nonce) {
        if (told.isCurrent(order.state().epoch())) {
            observer.onEpoch(order.state(), nonce);
        }
    }

    /** The answer is the offset of the first of the entries, or -1 where they are void. */
    @Override
    public CompletableFuture<Message> applyTransaction(TransactionContext transaction) {
        LogEntryProto entry = transaction.getLogEntry();
        ByteBuffer data = entry.getStateMachineLogEntry().getLogData().asReadOnlyByteBuffer();
        long answer = tell(order.apply(RaftEntryCodec.decode(data)));
        TermIndex place = TermIndex.valueOf(entry.getTerm(), entry.getIndex());
        marks.add(order.state(), place);
        updateLastAppliedTermIndex(place);
        return CompletableFuture.completedFuture(Message.valueOf(ByteString.copyFrom(
                ByteBuffer.allocate(Long.BYTES).putLong(answer).flip())));
    }

    /** Asked only whether this node still leads, which Ratis has found out by now. */
    @Override
    public CompletableFuture<Message> query(Message request) {
        return CompletableFuture.completedFuture(Message.EMPTY);
    }

    private long tell(EntryOrder.Effect effect) {
        return switch (effect) {
            case EntryOrder.Effect.Begun begun -> {
                tellEpoch(begun.nonce());
                yield begun.epoch();
            }
            case EntryOrder.Effect.Committed(long first, List<ByteBuffer> entries) -> {
                long offset = first;
                for (ByteBuffer records : entries) {
                    if (told.isNews(offset)) {
                        listener.onCommit(offset, RecordCodec.decode(records));
                    }
                    offset++;
                }
                yield first;
            }
            case EntryOrder.Effect.Seeded(long offset, ByteBuffer records) -> {
                tell(new MetadataSnapshot(offset, RecordCodec.decode(records)));
                observer.onSeeded();
                yield offset;
            }
            case EntryOrder.Effect.Nothing _ -> -1;
        };
    }

    /** Writes what the listener has dealt with, which may be less than was told, at the place in the log it belongs to. */
    @Override
    public long takeSnapshot() throws IOException {
        MetadataSnapshot snapshot = listener.takeSnapshot();
        Marks.Mark mark = marks.upTo(snapshot.offset());
        if (mark == null) {
            return -1;
        }
        TermIndex place = mark.place();
        Path file = storage.getSnapshotFile(place.getTerm(), place.getIndex()).toPath();
        RaftSnapshotFile.write(file, new RaftSnapshotFile.Content(mark.state(), snapshot));
        FileInfo info = new FileInfo(file, MD5FileUtil.computeAndSaveMd5ForFile(file.toFile()));
        storage.updateLatestSnapshot(new SingleFileSnapshotInfo(info, place));
        return place.getIndex();
    }

    @Override
    public SimpleStateMachineStorage getStateMachineStorage() {
        return storage;
    }

    @Override
    public void notifyLeaderReady() {
        observer.onRaftLeads(true);
    }

    @Override
    public void notifyNotLeader(Collection<TransactionContext> pending) {
        observer.onRaftLeads(false);
    }

    @Override
    public void notifyLeaderChanged(RaftGroupMemberId member, RaftPeerId leader) {
        if (!member.getPeerId().equals(leader)) {
            observer.onRaftLeads(false);
        }
    }
}
