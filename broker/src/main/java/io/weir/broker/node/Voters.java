package io.weir.broker.node;

import io.weir.broker.cluster.Quorum;
import io.weir.broker.peer.PeerCall;
import io.weir.broker.peer.PeerLinks;
import io.weir.broker.peer.PeerRefusalException;
import io.weir.broker.peer.PeerStatus;
import io.weir.metadata.controller.ApiError;
import io.weir.metadata.controller.ControllerRuntime;
import io.weir.metadata.controller.NotLeaderException;
import io.weir.metadata.ratis.QuorumState;
import io.weir.metadata.ratis.RaftMember;
import io.weir.metadata.ratis.RatisMetadataLog;
import io.weir.protocol.types.ErrorCode;
import io.weir.protocol.wire.MessageReader;
import io.weir.protocol.wire.MessageWriter;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/**
 * The quorum, asked and changed where its leader is. A question is int8 what, int32 node, and an address; the answer is a view,
 * or int16 error and a message.
 */
final class Voters implements Quorum {

    private static final long TIMEOUT_MS = 30_000;
    private static final byte VIEW = 0;
    private static final byte ADD = 1;
    private static final byte REMOVE = 2;
    private static final byte RELEASE = 3;

    private final Way toLeader;
    private final Executor threads = Executors.newVirtualThreadPerTaskExecutor();

    /** Asks the node that is known to lead, as {@link Controllers#call} does. */
    @FunctionalInterface
    interface Way {
        CompletableFuture<ByteBuffer> call(PeerCall kind, ByteBuffer payload, long timeoutMs);
    }

    Voters(Way toLeader) {
        this.toLeader = toLeader;
    }

    @Override
    public CompletableFuture<View> view() {
        return ask(VIEW, -1, "").thenApply(Voters::decodeView);
    }

    @Override
    public CompletableFuture<ApiError> addVoter(int nodeId, String address) {
        return ask(ADD, nodeId, address).thenApply(Voters::decodeOutcome);
    }

    @Override
    public CompletableFuture<ApiError> removeVoter(int nodeId) {
        return ask(REMOVE, nodeId, "").thenApply(Voters::decodeOutcome);
    }

    @Override
    public CompletableFuture<ApiError> release(int nodeId) {
        return ask(RELEASE, nodeId, "").thenApply(Voters::decodeOutcome);
    }

    private CompletableFuture<MessageReader> ask(byte what, int nodeId, String address) {
        MessageWriter out = new MessageWriter();
        out.int8(what);
        out.int32(nodeId);
        out.string(address, true);
        ByteBuffer question = out.toByteBuffer();
        long giveUpNanos = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(TIMEOUT_MS);
        // Connecting may take a while, and the caller is a connection's thread.
        return attempt(question, giveUpNanos, threads).thenApply(MessageReader::new);
    }

    /** While nobody leads, it waits for the next one who does. */
    private CompletableFuture<ByteBuffer> attempt(ByteBuffer question, long giveUpNanos, Executor executor) {
        long leftMs = TimeUnit.NANOSECONDS.toMillis(giveUpNanos - System.nanoTime());
        if (leftMs <= 0) {
            return CompletableFuture.failedFuture(new NotLeaderException("Nobody who leads the quorum was found within "
                    + TIMEOUT_MS + " ms: a majority of the voters must live and reach each other"));
        }
        return CompletableFuture.completedFuture(question.duplicate())
                .thenComposeAsync(asked -> toLeader.call(PeerCall.QUORUM, asked, leftMs), executor)
                .exceptionallyCompose(failure -> ForwardingCommands.mayTryAgain(failure)
                        ? attempt(question, giveUpNanos, later())
                        : CompletableFuture.failedFuture(new NotLeaderException(
                                "The leader of the quorum did not answer: " + failure.getMessage())));
    }

    private Executor later() {
        return CompletableFuture.delayedExecutor(ForwardingCommands.AGAIN_AFTER_MS, TimeUnit.MILLISECONDS, threads);
    }

    /** The other end, where the leader is. */
    record Desk(RatisMetadataLog log, ControllerRuntime controller, PeerLinks links) {

        CompletableFuture<ByteBuffer> answer(ByteBuffer payload) {
            if (!controller.isActive()) {
                throw new PeerRefusalException(PeerStatus.NOT_CONTROLLER, "This node does not lead the quorum");
            }
            MessageReader question = new MessageReader(payload);
            byte what = question.int8();
            int nodeId = question.int32();
            String address = question.string("address", true);
            return switch (what) {
                case VIEW -> CompletableFuture.completedFuture(encode(log.quorum()));
                case ADD -> add(new RaftMember(nodeId, address, true)).thenApply(Voters::encode);
                case REMOVE -> remove(nodeId).thenApply(Voters::encode);
                case RELEASE -> release(nodeId).thenApply(Voters::encode);
                default -> throw new PeerRefusalException(PeerStatus.REFUSED, "A question of unknown kind " + what);
            };
        }

        private CompletableFuture<ApiError> add(RaftMember member) {
            Optional<RaftMember> known = member(member.nodeId());
            if (known.filter(RaftMember::votes).isPresent()) {
                return CompletableFuture.completedFuture(
                        new ApiError(ErrorCode.DUPLICATE_VOTER, "Node " + member.nodeId() + " has a vote already"));
            }
            // Where it is known is where it listens: it said so itself.
            return outcome(log.admit(known.map(it -> new RaftMember(it.nodeId(), it.address(), true))
                    .orElse(member)));
        }

        private CompletableFuture<ApiError> remove(int nodeId) {
            Optional<RaftMember> known = member(nodeId).filter(RaftMember::votes);
            if (known.isEmpty()) {
                return CompletableFuture.completedFuture(
                        new ApiError(ErrorCode.VOTER_NOT_FOUND, "Node " + nodeId + " has no vote"));
            }
            if (log.members().stream().filter(RaftMember::votes).count() == 1) {
                return CompletableFuture.completedFuture(new ApiError(
                        ErrorCode.INVALID_REQUEST,
                        "Node " + nodeId + " is the last one with a vote; give another one a vote first"));
            }
            return outcome(
                    controller.image().cluster().isLive(nodeId)
                            ? log.admit(new RaftMember(nodeId, known.get().address(), false))
                            : log.dismiss(nodeId));
        }

        /** One that lives registers again, and has to hear of everything as before. */
        private CompletableFuture<ApiError> release(int nodeId) {
            boolean mayGo = member(nodeId)
                    .filter(known -> !known.votes())
                    .filter(_ -> !controller.image().cluster().isLive(nodeId))
                    .filter(known -> !Joining.lives(known, links))
                    .isPresent();
            return mayGo ? outcome(log.dismiss(nodeId)) : CompletableFuture.completedFuture(ApiError.NONE);
        }

        private Optional<RaftMember> member(int nodeId) {
            return log.members().stream()
                    .filter(member -> member.nodeId() == nodeId)
                    .findFirst();
        }

        private static CompletableFuture<ApiError> outcome(CompletableFuture<Void> change) {
            return change.handle((_, failure) -> failure == null
                    ? ApiError.NONE
                    : new ApiError(ErrorCode.REQUEST_TIMED_OUT, "The voters were not changed: " + failure));
        }
    }

    private static ByteBuffer encode(QuorumState state) {
        MessageWriter out = new MessageWriter();
        out.int32(state.leader());
        out.int32((int) state.term());
        out.int64(state.highWatermark());
        out.list(state.replicas(), true, (to, replica) -> {
            to.int32(replica.member().nodeId());
            to.int8((byte) (replica.member().votes() ? 1 : 0));
            to.string(replica.member().address(), true);
            to.int64(replica.logEnd());
            to.int64(replica.silentMs());
        });
        return out.toByteBuffer();
    }

    private static View decodeView(MessageReader in) {
        int leader = in.int32();
        int epoch = in.int32();
        long highWatermark = in.int64();
        List<Replica> replicas = in.list(
                "replicas",
                true,
                0,
                (from, _) -> new Replica(
                        from.int32(), from.int8() == 1, from.string("address", true), from.int64(), from.int64()));
        return new View(leader, epoch, highWatermark, replicas);
    }

    private static ByteBuffer encode(ApiError error) {
        MessageWriter out = new MessageWriter();
        out.int16(error.code().code());
        out.string(error.message(), true);
        return out.toByteBuffer();
    }

    private static ApiError decodeOutcome(MessageReader in) {
        return new ApiError(ErrorCode.forCode(in.int16()), in.nullableString("message", true));
    }
}
