package io.weir.coordination.runtime;

import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/** Nobody waits for a commit longer than this. One wake-up at a time; all calls come from the shard's mailbox. */
final class WriteDeadline {

    private final CommitQueue outcomes;
    private final CoordinatorTime time;
    private final Executor mailbox;
    private final long timeoutMs;
    private final Consumer<List<Step.Answer<?>>> late;
    private boolean isArmed;

    /** @param late is told the answers that have waited too long; they are out of the queue then */
    WriteDeadline(
            CommitQueue outcomes,
            CoordinatorTime time,
            Executor mailbox,
            long timeoutMs,
            Consumer<List<Step.Answer<?>>> late) {
        this.outcomes = outcomes;
        this.time = time;
        this.mailbox = mailbox;
        this.timeoutMs = timeoutMs;
        this.late = late;
    }

    /** Makes sure that a wake-up comes when the answer that waits longest has waited too long. */
    void arm() {
        if (!isArmed) {
            outcomes.answerHeldSinceMs().ifPresent(sinceMs -> {
                isArmed = true;
                long delayMs = Math.max(0, sinceMs + timeoutMs - time.monotonicMs());
                time.wakeUpIn(delayMs, () -> mailbox.execute(this::look));
            });
        }
    }

    private void look() {
        isArmed = false;
        List<Step.Answer<?>> answers = outcomes.takeAnswersHeldSince(time.monotonicMs() - timeoutMs);
        if (!answers.isEmpty()) {
            late.accept(answers);
        }
        arm();
    }
}
