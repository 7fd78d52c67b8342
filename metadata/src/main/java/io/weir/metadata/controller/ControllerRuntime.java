package io.weir.metadata.controller;

import io.weir.metadata.image.ImageRecords;
import io.weir.metadata.image.MetadataImage;
import io.weir.metadata.image.NodeConfig;
import io.weir.metadata.log.MetadataLog;
import io.weir.metadata.log.MetadataLogException;
import io.weir.metadata.log.MetadataLogListener;
import io.weir.metadata.log.MetadataSnapshot;
import io.weir.protocol.wire.Message;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives the controller its thread and its log. Commands are decided one after the other without waiting for the disk, on
 * the state with all decisions before them; the log gathers their records into few writes. When an entry is durable, the
 * new image is published, the listeners are told, and then the command's future completes.
 */
public final class ControllerRuntime implements CommandSender, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ControllerRuntime.class);

    private final MetadataLog log;
    private final InstantSource clock;
    private final RandomGenerator random;
    private final ControllerLoop loop;
    private final LinkedBlockingQueue<Runnable> events = new LinkedBlockingQueue<>();
    private final Thread thread =
            Thread.ofPlatform().name("controller").daemon(true).unstarted(this::run);
    private volatile boolean closed;
    private boolean ended;

    private ControllerRuntime(NodeConfig node, MetadataLog log, InstantSource clock, RandomGenerator random) {
        this.log = log;
        this.clock = clock;
        this.random = random;
        this.loop = new ControllerLoop(new Controller(node, MetadataImage.empty(log.clusterId())), this::append);
    }

    /**
     * Replays the log and begins. With a local log the image is complete when this returns.
     *
     * @param random of the controller's thread alone
     * @throws MetadataLogException when the log's entries contradict each other
     */
    public static ControllerRuntime start(
            NodeConfig node, MetadataLog log, InstantSource clock, RandomGenerator random) {
        ControllerRuntime runtime = new ControllerRuntime(node, log, clock, random);
        runtime.thread.start();
        log.start(runtime.new FromLog());
        // What the log told before it returned is done once this is.
        CompletableFuture<Void> replayed = new CompletableFuture<>();
        runtime.enqueue(() -> replayed.complete(null), replayed);
        try {
            replayed.join();
        } catch (CompletionException e) {
            runtime.close();
            throw new MetadataLogException(String.valueOf(e.getMessage()), e);
        }
        return runtime;
    }

    /** What is durable now. Never waits; the image only ever gets newer. */
    public MetadataImage image() {
        return loop.published();
    }

    /**
     * Asks the controller. The future completes with the answer when all it depends on is durable, published and told to
     * the listeners, on the controller's thread: whoever continues there must not wait.
     *
     * @return fails with {@link NotLeaderException} or {@link io.weir.metadata.log.MetadataLogException}
     */
    @Override
    public <A> CompletableFuture<A> submit(Command<A> command) {
        CompletableFuture<A> answer = new CompletableFuture<>();
        enqueue(() -> loop.decide(command, new Moment(clock.millis(), random), answer), answer);
        return answer;
    }

    /**
     * Adds a listener behind those there are. It is told all there is at once as if it were new, then every change.
     *
     * @return completes when it was told all there is
     */
    public CompletableFuture<Void> addListener(MetadataListener listener) {
        CompletableFuture<Void> told = new CompletableFuture<>();
        enqueue(
                () -> {
                    loop.addListener(listener);
                    told.complete(null);
                },
                told);
        return told;
    }

    /** Whether commands are decided here. May be out of date at once. */
    public boolean isActive() {
        return loop.isLeading();
    }

    /** The node that decides commands, as far as is known here; -1 while nobody has yet. */
    public int controllerId() {
        return log.leader();
    }

    /** Ends: waits for what is being written, closes the log, and fails what was not decided. */
    @Override
    public void close() {
        if (closed) {
            return;
        }
        log.close();
        closed = true;
        events.add(() -> {});
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void enqueue(Runnable event, CompletableFuture<?> answer) {
        Runnable guarded = () -> loop.stopped().ifPresentOrElse(answer::completeExceptionally, () -> {
            try {
                event.run();
            } catch (RuntimeException e) {
                LOG.error("The controller failed in a way it did not expect", e);
                answer.completeExceptionally(e);
            } catch (Error e) {
                answer.completeExceptionally(e);
                throw e;
            }
        });
        synchronized (events) {
            if (!ended) {
                events.add(guarded);
                return;
            }
        }
        answer.completeExceptionally(new NotLeaderException("The controller is closed"));
    }

    /** True when there is nothing left to do for ever. */
    private boolean hasEnded() {
        synchronized (events) {
            ended = closed && events.isEmpty();
            return ended;
        }
    }

    private void append(int epoch, List<Message> records) {
        // Success comes through the listener, in order with all other entries.
        var _ = log.append(epoch, records).whenComplete((offset, failure) -> {
            if (failure != null) {
                fromLog(() -> loop.onFailure(epoch, failure));
            }
        });
    }

    /** What the log tells must be taken, or the image would lie from then on. */
    private void fromLog(Runnable event) {
        events.add(() -> {
            if (loop.stopped().isEmpty()) {
                try {
                    event.run();
                } catch (RuntimeException e) {
                    LOG.error("An entry of the metadata log cannot be applied; the controller stops", e);
                    loop.stop(new MetadataLogException("An entry of the metadata log cannot be applied: " + e, e));
                }
            }
        });
    }

    private void run() {
        while (!hasEnded()) {
            try {
                events.take().run();
                if (events.isEmpty()) {
                    loop.publish();
                }
            } catch (InterruptedException e) {
                // Nobody interrupts this thread; close() wakes it with an event.
                LOG.warn("The controller's thread was interrupted", e);
            } catch (RuntimeException | Error e) {
                // Whoever waits must hear of it: a controller that is silently gone would hang them all.
                LOG.error("The controller stops over an error it did not expect", e);
                loop.stop(e);
            }
        }
        loop.stop(new NotLeaderException("The controller is closed"));
    }

    /** Passes what the log tells to the controller's thread. */
    private final class FromLog implements MetadataLogListener {

        @Override
        public void onSnapshot(MetadataSnapshot snapshot) {
            fromLog(() -> loop.onSnapshot(snapshot));
        }

        @Override
        public void onCommit(long offset, List<Message> records) {
            fromLog(() -> loop.onCommit(offset, records));
        }

        @Override
        public void onLeading(int epoch) {
            fromLog(() -> loop.onLeading(epoch));
        }

        @Override
        public void onFollowing() {
            fromLog(loop::onFollowing);
        }

        @Override
        public MetadataSnapshot takeSnapshot() {
            MetadataImage image = loop.published();
            return new MetadataSnapshot(image.offset(), ImageRecords.of(image));
        }
    }
}
