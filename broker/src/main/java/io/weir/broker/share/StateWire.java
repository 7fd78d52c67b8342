package io.weir.broker.share;

import io.weir.coordination.sharestate.SharePartitionKey;
import io.weir.coordination.sharestate.ShareState;
import io.weir.coordination.sharestate.StateAnswer;
import io.weir.coordination.sharestate.StateBatch;
import io.weir.coordination.sharestate.StateWrite;
import io.weir.protocol.types.ErrorCode;
import io.weir.protocol.wire.MessageReader;
import io.weir.protocol.wire.MessageWriter;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** Questions about states, and their answers, as bytes between brokers that speak the same format. */
final class StateWire {

    private static final byte INITIALIZE = 1;
    private static final byte READ = 2;
    private static final byte SUMMARY = 3;
    private static final byte WRITE = 4;
    private static final byte DELETE = 5;

    private StateWire() {}

    static ByteBuffer encode(StateQuestion question) {
        MessageWriter out = new MessageWriter();
        switch (question) {
            case StateQuestion.Initialize(SharePartitionKey key, int stateEpoch, long startOffset) -> {
                begin(out, INITIALIZE, key);
                out.int32(stateEpoch);
                out.int64(startOffset);
            }
            case StateQuestion.Read(SharePartitionKey key, int leaderEpoch) -> {
                begin(out, READ, key);
                out.int32(leaderEpoch);
            }
            case StateQuestion.Summary(SharePartitionKey key) -> begin(out, SUMMARY, key);
            case StateQuestion.Write(SharePartitionKey key, StateWrite write) -> {
                begin(out, WRITE, key);
                write(out, write.epochs());
                out.int64(write.startOffset());
                out.int32(write.deliveryCompleteCount());
                write(out, write.batches());
            }
            case StateQuestion.Delete(SharePartitionKey key) -> begin(out, DELETE, key);
        }
        return out.toByteBuffer();
    }

    static StateQuestion decodeQuestion(ByteBuffer bytes) {
        MessageReader in = new MessageReader(bytes);
        byte kind = in.int8();
        SharePartitionKey key = new SharePartitionKey(in.string("groupId", true), in.uuid(), in.int32());
        return switch (kind) {
            case INITIALIZE -> new StateQuestion.Initialize(key, in.int32(), in.int64());
            case READ -> new StateQuestion.Read(key, in.int32());
            case SUMMARY -> new StateQuestion.Summary(key);
            case WRITE -> new StateQuestion.Write(key, new StateWrite(epochs(in), in.int64(), in.int32(), batches(in)));
            case DELETE -> new StateQuestion.Delete(key);
            default -> throw new IllegalArgumentException("A question of unknown kind " + kind);
        };
    }

    static ByteBuffer encode(StateAnswer answer) {
        MessageWriter out = new MessageWriter();
        out.int16(answer.error().code());
        out.string(answer.message(), true);
        ShareState state = answer.state();
        out.int32(state.snapshotEpoch());
        write(out, state.epochs());
        out.int64(state.startOffset());
        out.int32(state.deliveryCompleteCount());
        write(out, state.batches());
        out.int64(state.times().createdMs());
        out.int64(state.times().writtenMs());
        return out.toByteBuffer();
    }

    static StateAnswer decodeAnswer(ByteBuffer bytes) {
        MessageReader in = new MessageReader(bytes);
        return new StateAnswer(
                ErrorCode.forCode(in.int16()),
                in.string("message", true),
                new ShareState(
                        in.int32(),
                        epochs(in),
                        in.int64(),
                        in.int32(),
                        batches(in),
                        new ShareState.Times(in.int64(), in.int64())));
    }

    private static void begin(MessageWriter out, byte kind, SharePartitionKey key) {
        out.int8(kind);
        out.string(key.groupId(), true);
        out.uuid(key.topicId());
        out.int32(key.partition());
    }

    private static void write(MessageWriter out, ShareState.Epochs epochs) {
        out.int32(epochs.state());
        out.int32(epochs.leader());
    }

    private static ShareState.Epochs epochs(MessageReader in) {
        return new ShareState.Epochs(in.int32(), in.int32());
    }

    private static void write(MessageWriter out, List<StateBatch> batches) {
        out.int32(batches.size());
        for (StateBatch batch : batches) {
            out.int64(batch.firstOffset());
            out.int64(batch.lastOffset());
            out.int8(batch.state());
            out.int16(batch.deliveryCount());
        }
    }

    private static List<StateBatch> batches(MessageReader in) {
        int count = in.int32();
        List<StateBatch> batches = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            batches.add(new StateBatch(in.int64(), in.int64(), in.int8(), in.int16()));
        }
        return batches;
    }
}
