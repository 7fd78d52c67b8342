package io.weir.broker.node;

import io.weir.broker.peer.PeerCall;
import io.weir.broker.peer.PeerRefusalException;
import io.weir.broker.peer.PeerStatus;
import io.weir.broker.peer.Reasons;
import io.weir.metadata.controller.BrokerHeartbeat;
import io.weir.metadata.controller.Command;
import io.weir.metadata.controller.CommandSender;
import io.weir.metadata.controller.ControllerRuntime;
import io.weir.metadata.controller.NotLeaderException;
import io.weir.metadata.forward.CommandCodec;
import java.net.ConnectException;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Commands to wherever the controller is: here, or on another node. While there is none they wait for the next one, as
 * long as nothing was sent: a command that may have been carried out is not sent twice.
 *
 * <p>On the wire a command's answer is int64 offset of the image that has what it did, then the answer itself.
 */
public final class ForwardingCommands implements CommandSender {

    static final long AGAIN_AFTER_MS = 50;

    private final Active active;
    private final Controllers others;
    private final ImageWaiters images;
    private final long timeoutMs;
    private final Executor threads = Executors.newVirtualThreadPerTaskExecutor();

    /**
     * The controller of this node, for the time in which it is the active one.
     *
     * @param leading done when this node is known to lead the metadata log at a time after the question
     */
    record Active(ControllerRuntime controller, Supplier<CompletableFuture<Void>> leading) {

        /** A heartbeat writes nothing, so that a controller which was deposed would not notice when it answers one. */
        <A> CompletableFuture<Done<A>> carryOut(Command<A> command) {
            CompletableFuture<A> answer = controller.submit(command);
            return (command instanceof BrokerHeartbeat
                            ? answer.thenCompose(done -> leading.get().thenApply(_ -> done))
                            : answer)
                    .thenApply(done -> new Done<>(done, controller.image().offset()));
        }
    }

    ForwardingCommands(Active active, Controllers others, ImageWaiters images, long timeoutMs) {
        this.active = active;
        this.others = others;
        this.images = images;
        this.timeoutMs = timeoutMs;
    }

    @Override
    public <A> CompletableFuture<A> submit(Command<A> command) {
        return carriedOut(command).thenCompose(done -> images.until(done.offset).thenApply(_ -> done.answer));
    }

    /** As {@link #submit}, without waiting for this node's image. */
    <A> CompletableFuture<A> submitOnly(Command<A> command) {
        return carriedOut(command).thenApply(Done::answer);
    }

    /** As {@link #submitOnly}; the answer is taken once more when this node's image has all the controller knew. */
    <A> CompletableFuture<A> submitOnly(Command<A> command, Consumer<A> whenKnown) {
        return carriedOut(command).thenApply(done -> {
            var _ = images.until(done.offset).thenRun(() -> whenKnown.accept(done.answer));
            return done.answer;
        });
    }

    /** An answer, and the offset of the image that has what was done. */
    record Done<A>(A answer, long offset) {}

    private <A> CompletableFuture<Done<A>> carriedOut(Command<A> command) {
        CompletableFuture<Done<A>> answer = new CompletableFuture<>();
        attempt(command, System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(timeoutMs), answer);
        return answer;
    }

    private <A> void attempt(Command<A> command, long giveUpNanos, CompletableFuture<Done<A>> answer) {
        long leftMs = TimeUnit.NANOSECONDS.toMillis(giveUpNanos - System.nanoTime());
        if (leftMs <= 0) {
            answer.completeExceptionally(new NotLeaderException("No controller was found within " + timeoutMs
                    + " ms: a majority of the voters must live and reach each other"));
            return;
        }
        var _ = (active.controller.isActive() ? active.carryOut(command) : elsewhere(command, leftMs))
                .whenComplete((done, failure) -> {
                    if (done != null) {
                        answer.complete(done);
                    } else if (mayTryAgain(failure)) {
                        CompletableFuture.delayedExecutor(AGAIN_AFTER_MS, TimeUnit.MILLISECONDS, threads)
                                .execute(() -> attempt(command, giveUpNanos, answer));
                    } else {
                        answer.completeExceptionally(
                                Reasons.cause(failure) instanceof NotLeaderException known
                                        ? known
                                        : new NotLeaderException(
                                                "It is not known whether the controller carried it out: "
                                                        + Reasons.of(failure)));
                    }
                });
    }

    private <A> CompletableFuture<Done<A>> elsewhere(Command<A> command, long leftMs) {
        // Connecting may take a while, and the caller may be the controller's own thread.
        return CompletableFuture.completedFuture(CommandCodec.encode(command))
                .thenComposeAsync(bytes -> others.call(PeerCall.COMMAND, bytes, leftMs), threads)
                .thenApply(bytes -> {
                    long offset = bytes.getLong();
                    return new Done<>(CommandCodec.decodeAnswer(command, bytes.slice()), offset);
                });
    }

    /** Whether nothing was done, so that it may be once somebody leads. */
    static boolean mayTryAgain(Throwable failure) {
        return switch (Reasons.cause(failure)) {
            case ConnectException _ -> true;
            case PeerRefusalException refusal -> refusal.status() == PeerStatus.NOT_CONTROLLER;
            default -> false;
        };
    }

    /** The other end: carries a command out where the controller is. */
    static CompletableFuture<ByteBuffer> carryOut(Active active, ByteBuffer payload) {
        if (!active.controller.isActive()) {
            throw new PeerRefusalException(PeerStatus.NOT_CONTROLLER, "This node is not the active controller");
        }
        return carryOut(active, CommandCodec.decode(payload));
    }

    private static <A> CompletableFuture<ByteBuffer> carryOut(Active active, Command<A> command) {
        return active.carryOut(command).thenApply(done -> {
            ByteBuffer bytes = CommandCodec.encodeAnswer(command, done.answer);
            return ByteBuffer.allocate(Long.BYTES + bytes.remaining())
                    .putLong(done.offset)
                    .put(bytes)
                    .flip();
        });
    }
}
