package io.weir.coordination.group;

import io.weir.coordination.consumer.ClassicState;
import io.weir.coordination.consumer.ConsumerTimer;
import io.weir.coordination.consumer.Effects;
import io.weir.coordination.rebalance.RebalanceReason;
import io.weir.coordination.runtime.CoordinatorRecord;
import io.weir.coordination.runtime.Step;
import io.weir.coordination.streams.StreamsEffects;
import io.weir.coordination.streams.StreamsTimer;
import java.util.ArrayList;
import java.util.List;

/** What consumer groups and streams groups do, in a step of the machine they are in. */
record StepEffects(Step<GroupTimer> step, Conversions conversions) implements Effects, StreamsEffects {

    @Override
    public long nowMs() {
        return step.nowMs();
    }

    @Override
    public boolean fits(CoordinatorRecord record) {
        return step.fits(record);
    }

    @Override
    public boolean fitTogether(List<CoordinatorRecord> records) {
        return step.fitTogether(records);
    }

    @Override
    public void append(CoordinatorRecord record) {
        step.append(record);
    }

    @Override
    public void schedule(ConsumerTimer timer, long delayMs) {
        step.schedule(timer.key(), delayMs, new GroupTimer.OfConsumerGroup(timer));
    }

    @Override
    public void schedule(StreamsTimer timer, long delayMs) {
        step.schedule(timer.key(), delayMs, new GroupTimer.OfStreamsGroup(timer));
    }

    @Override
    public void cancel(Object key) {
        step.cancel(key);
    }

    @Override
    public boolean canBecomeClassic(ClassicState state, List<CoordinatorRecord> end) {
        List<CoordinatorRecord> all = new ArrayList<>(end);
        all.add(Conversions.record(state, step.nowMs()));
        return step.fits(all.getLast()) && step.fitTogether(all);
    }

    @Override
    public void becomeClassic(ClassicState state, List<RebalanceReason> reasons) {
        conversions.becomeClassic(state, reasons, step);
    }
}
