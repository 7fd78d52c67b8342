package io.weir.coordination.group;

import io.weir.coordination.runtime.CoordinatorRecord;
import io.weir.coordination.runtime.Step;
import io.weir.coordination.share.ShareEffects;
import io.weir.coordination.share.ShareTimer;

/** What share groups do, in a step of the machine they are in. */
record ShareStepEffects(Step<GroupTimer> step) implements ShareEffects {

    @Override
    public long nowMs() {
        return step.nowMs();
    }

    @Override
    public boolean fits(CoordinatorRecord record) {
        return step.fits(record);
    }

    @Override
    public void append(CoordinatorRecord record) {
        step.append(record);
    }

    @Override
    public void schedule(ShareTimer timer, long delayMs) {
        step.schedule(timer, delayMs, new GroupTimer.OfShareGroup(timer));
    }

    @Override
    public void cancel(ShareTimer timer) {
        step.cancel(timer);
    }

    @Override
    public void whenCommitted(Runnable effect) {
        step.whenCommitted(effect);
    }
}
