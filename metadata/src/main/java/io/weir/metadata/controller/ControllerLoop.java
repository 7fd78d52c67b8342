package io.weir.metadata.controller;

import io.weir.metadata.image.ImageDiff;
import io.weir.metadata.image.ImageUpdate;
import io.weir.metadata.image.MetadataDelta;
import io.weir.metadata.image.MetadataImage;
import io.weir.metadata.log.MetadataSnapshot;
import io.weir.protocol.wire.Message;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows the controller and its log: which decisions are not yet durable, what is published, whom to tell. All but
 * {@link #published} and {@link #isLeading} belongs to one thread. A simulation calls it directly.
 */
final class ControllerLoop {

    private static final Logger LOG = LoggerFactory.getLogger(ControllerLoop.class);

    private final Controller controller;
    private final Proposer log;
    private final Deque<Pending> pending = new ArrayDeque<>();
    private final List<MetadataListener> listeners = new ArrayList<>();
    private volatile MetadataImage published;
    private Optional<Throwable> stopped = Optional.empty();
    private Optional<CatchingUp> catchingUp = Optional.empty();
    private Throwable whyNotLeading = new NotLeaderException("This node does not lead the metadata log yet");
    private volatile boolean leading;
    private int epoch;

    /** Takes records to the log, in the epoch they were decided in. */
    @FunctionalInterface
    interface Proposer {
        void propose(int epoch, List<Message> records);
    }

    /** An entry that was proposed: what it changes, and what to do once it is durable, or has failed. */
    private record Pending(MetadataDelta delta, List<Waiting<?>> waiting) {}

    /** Entries that were read and are not yet published. */
    private record CatchingUp(ImageUpdate update, long offset) {}

    private record Waiting<A>(A answer, CompletableFuture<A> future) {

        void complete() {
            future.complete(answer);
        }
    }

    ControllerLoop(Controller controller, Proposer log) {
        this.controller = controller;
        this.log = log;
        this.published = controller.image();
    }

    MetadataImage published() {
        return published;
    }

    boolean isLeading() {
        return leading;
    }

    <A> void decide(Command<A> command, Moment moment, CompletableFuture<A> future) {
        if (!leading) {
            future.completeExceptionally(whyNotLeading);
            return;
        }
        Decision<A> decision = controller.decide(command, moment);
        Waiting<A> waiting = new Waiting<>(decision.answer(), future);
        if (!decision.records().isEmpty()) {
            propose(decision.records(), waiting);
        } else if (pending.isEmpty()) {
            waiting.complete();
        } else {
            // The answer may tell of something that is not durable yet.
            pending.getLast().waiting().add(waiting);
        }
    }

    private void propose(List<Message> records, Waiting<?> waiting) {
        MetadataImage before = controller.image();
        Pending entry = new Pending(controller.replay(records), new ArrayList<>(List.of(waiting)));
        pending.addLast(entry);
        try {
            log.propose(epoch, records);
        } catch (RuntimeException e) {
            pending.removeLast();
            controller.reset(before);
            throw e;
        }
    }

    void addListener(MetadataListener listener) {
        publish();
        listeners.add(listener);
        tell(listener, MetadataDelta.everythingIn(published));
    }

    void onSnapshot(MetadataSnapshot snapshot) {
        catchingUp = Optional.empty();
        ImageUpdate update = new ImageUpdate(MetadataImage.empty(published.clusterId()));
        snapshot.records().forEach(update::apply);
        MetadataImage image = update.finish(snapshot.offset()).after();
        MetadataDelta delta = ImageDiff.between(published, image);
        controller.reset(image);
        published = image;
        listeners.forEach(listener -> tell(listener, delta));
    }

    void onCommit(long offset, List<Message> records) {
        if (!leading && listeners.isEmpty()) {
            catchUp(offset, records);
            return;
        }
        Pending own = pending.peekFirst();
        MetadataDelta delta = own == null ? controller.replay(records) : own.delta();
        MetadataDelta committed = delta.between(published, offset);
        published = committed.after();
        listeners.forEach(listener -> tell(listener, committed));
        if (own != null) {
            // Not before: should telling fail, whoever waits is still known.
            pending.removeFirst();
            own.waiting().forEach(Waiting::complete);
        }
    }

    /** Nobody follows yet: many entries make one image, which is what keeps a start short. */
    private void catchUp(long offset, List<Message> records) {
        CatchingUp known = catchingUp.orElseGet(() -> new CatchingUp(new ImageUpdate(published), offset));
        records.forEach(known.update()::apply);
        catchingUp = Optional.of(new CatchingUp(known.update(), offset));
    }

    /** Publishes what was gathered while catching up. To be called before anybody looks. */
    void publish() {
        if (catchingUp.isPresent()) {
            CatchingUp gathered = catchingUp.get();
            catchingUp = Optional.empty();
            published = gathered.update().finish(gathered.offset()).after();
            controller.reset(published);
        }
    }

    void onLeading(int newEpoch) {
        publish();
        controller.forgetSessions();
        leading = true;
        epoch = newEpoch;
    }

    void onFollowing() {
        if (leading) {
            ceaseToLead(new NotLeaderException("This node ceased to lead before the change was durable"));
        }
    }

    /** An entry that was proposed in this epoch will not come, so that nothing decided after it may come either. */
    void onFailure(int failedEpoch, Throwable failure) {
        if (leading && failedEpoch == epoch) {
            ceaseToLead(failure);
        }
    }

    /** Nothing can be trusted any more: whatever is asked from now on fails. */
    void stop(Throwable failure) {
        stopped = Optional.of(failure);
        ceaseToLead(failure);
    }

    /** Why it was stopped, if it was. */
    Optional<Throwable> stopped() {
        return stopped;
    }

    private void ceaseToLead(Throwable failure) {
        leading = false;
        whyNotLeading = failure;
        List<Pending> lost = List.copyOf(pending);
        pending.clear();
        controller.reset(published);
        lost.forEach(entry -> entry.waiting().forEach(w -> w.future().completeExceptionally(failure)));
    }

    private static void tell(MetadataListener listener, MetadataDelta delta) {
        try {
            listener.onChange(delta);
        } catch (RuntimeException e) {
            LOG.error(
                    "A listener failed over entry {} of the metadata log",
                    delta.after().offset(),
                    e);
        }
    }
}
