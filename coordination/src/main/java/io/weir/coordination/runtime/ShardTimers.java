package io.weir.coordination.runtime;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The timers of one shard, on one wake-up: the earliest. All calls come from the shard's mailbox. */
final class ShardTimers<T> {

    private static final long NOT_ARMED = Long.MAX_VALUE;

    private final TimerQueue<T> queue = new TimerQueue<>();
    private final CoordinatorTime time;
    private final Executor mailbox;
    private final Consumer<T> due;
    private long armedForMs = NOT_ARMED;
    private CoordinatorTime.@Nullable Cancellation wakeUp;

    ShardTimers(CoordinatorTime time, Executor mailbox, Consumer<T> due) {
        this.time = time;
        this.mailbox = mailbox;
        this.due = due;
    }

    void apply(List<Step.TimerChange<T>> changes) {
        for (Step.TimerChange<T> change : changes) {
            T timer = change.timer();
            if (timer == null) {
                queue.cancel(change.key());
            } else {
                queue.schedule(change.key(), time.monotonicMs() + change.delayMs(), timer);
            }
        }
    }

    /** Makes sure that a wake-up comes no later than the earliest timer. */
    void arm() {
        OptionalLong next = queue.nextWakeUpMs();
        if (next.isEmpty() || next.getAsLong() >= armedForMs) {
            return;
        }
        disarm();
        armedForMs = next.getAsLong();
        long delayMs = Math.max(0, armedForMs - time.monotonicMs());
        wakeUp = time.wakeUpIn(delayMs, () -> mailbox.execute(this::wake));
    }

    void clear() {
        queue.clear();
        disarm();
    }

    private void wake() {
        armedForMs = NOT_ARMED;
        long nowMs = time.monotonicMs();
        // One by one: what the first timer does may cancel the next.
        for (Optional<T> timer = queue.pollDue(nowMs); timer.isPresent(); timer = queue.pollDue(nowMs)) {
            due.accept(timer.get());
        }
    }

    private void disarm() {
        if (wakeUp != null) {
            wakeUp.cancel();
            wakeUp = null;
        }
        armedForMs = NOT_ARMED;
    }
}
