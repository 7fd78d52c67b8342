package io.weir.broker.delivery;

import io.weir.broker.delivery.Stretches.Stretch;
import io.weir.broker.delivery.Write.Changed;
import io.weir.protocol.types.ErrorCode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Who has which record of one partition in one share group (KIP-932).
 *
 * <p>Everything between the first offset that is not done with and the end of what was ever delivered is accounted for.
 * What members say is a change that is pending until it is written down: it counts when {@link #settled} says so, and
 * never happened when that says otherwise. Locks that run out change at once: what is not written of that is found out
 * again after a restart.
 */
public final class DeliveryLedger {

    private final Stretches stretches;
    private long lastWrite;

    /**
     * Takes up what is written down. What lies between may have been delivered, and is available once more.
     *
     * @param known in order, from the start offset on
     */
    public DeliveryLedger(long startOffset, List<Changed> known) {
        stretches = new Stretches(startOffset);
        for (Changed batch : known) {
            stretches.append(batch.first() - 1, Delivery.available(0, 1));
            int size = (int) (batch.last() - batch.first() + 1);
            RecordState state = batch.state() == RecordState.ACQUIRED ? RecordState.AVAILABLE : batch.state();
            stretches.append(batch.last(), Delivery.known(state, batch.deliveryCount(), size));
        }
        stretches.dropSettled();
    }

    /** A batch as it was written down. */
    public static Changed known(long first, long last, byte state, int deliveryCount) {
        return new Changed(first, last, RecordState.of(state), deliveryCount);
    }

    /** The first offset that is not done with. */
    public long startOffset() {
        return stretches.start();
    }

    /** From where to read for whoever comes next: the first record that may be delivered again, or what is new. */
    public long nextFetchOffset() {
        for (Stretch stretch : stretches.all()) {
            if (stretch.delivery().isAvailable()) {
                return stretch.first();
            }
        }
        return stretches.end();
    }

    /** Whether anything may be acquired: something again, or something new while not too much is under way. */
    public boolean canAcquire(DeliveryLimits limits) {
        return nextFetchOffset() < stretches.end() || underWay() < limits.maxLocks();
    }

    /** Offsets from the first that is not done with to the last that was delivered. */
    public long underWay() {
        return stretches.end() - stretches.start();
    }

    /** The log begins at this offset now: what was before is gone, whoever has it. */
    public void logStartsAt(long offset) {
        stretches.dropBefore(offset);
        stretches.dropSettled();
    }

    /**
     * Gives a member records of these batches.
     *
     * @param fetchOffset from where they were read
     */
    public Taken acquire(Demand demand, DeliveryLimits limits, long fetchOffset, List<Span> spans) {
        if (spans.isEmpty() || demand.maxRecords() <= 0) {
            return Taken.NOTHING;
        }
        long last = spans.getLast().last();
        long wanted = Math.min(demand.maxRecords(), limits.maxLocks() - underWay());
        if (wanted <= 0) {
            // No more new ones; those that are under way already may be had again.
            last = Math.min(last, stretches.end() - 1);
            wanted = Math.min(demand.maxRecords(), stretches.end() - fetchOffset);
        }
        if (wanted <= 0) {
            return Taken.NOTHING;
        }
        Acquisition acquisition = new Acquisition(stretches, demand, limits, (int) wanted);
        List<Acquired> acquired = acquisition.from(fetchOffset, spans, last);
        Taken taken = new Taken(acquired, write(acquisition.archived()));
        stretches.dropSettled();
        return taken;
    }

    /** Takes what a member says of records it has: all of it or nothing. */
    public Acknowledged acknowledge(
            String member, List<Acknowledgement> acknowledgements, DeliveryLimits limits, long nowMs) {
        for (Acknowledgement acknowledgement : acknowledgements) {
            Acknowledged refusal = refusal(member, acknowledgement, limits);
            if (refusal.error().isError()) {
                return refusal;
            }
        }
        List<Changed> changes = new ArrayList<>();
        long write = lastWrite + 1;
        for (Acknowledgement acknowledgement : acknowledgements) {
            for (Acknowledgement.Run run : acknowledgement.runs()) {
                for (Stretch stretch : stretches.within(run.first(), run.last())) {
                    if (run.type() == Acknowledgement.Type.RENEW) {
                        stretches.replace(stretch, stretch.delivery().lockedUntil(nowMs + limits.lockMs()));
                    } else if (stretch.delivery().isHeldBy(member)) {
                        RecordState next = after(run.type(), stretch.delivery().count(), limits);
                        stretches.replace(stretch, stretch.delivery().becoming(write, next));
                        changes.add(changed(stretch, next));
                    }
                }
            }
        }
        return Acknowledged.accepted(write(changes));
    }

    /** A member is gone: others may have what it had. */
    public Optional<Write> release(String member, DeliveryLimits limits) {
        long write = lastWrite + 1;
        List<Changed> changes = new ArrayList<>();
        stretches
                .changeWhere(
                        delivery -> delivery.isHeldBy(member),
                        delivery -> delivery.becoming(write, limits.afterRelease(delivery.count())))
                .forEach(stretch -> changes.add(
                        changed(stretch, limits.afterRelease(stretch.delivery().count()))));
        return write(changes);
    }

    /** Locks that have run out by now: others may have these records, or nobody any more. */
    public Optional<Write> expire(DeliveryLimits limits, long nowMs) {
        List<Changed> changes = new ArrayList<>();
        stretches
                .changeWhere(
                        delivery -> delivery.isHeld() && delivery.lockedUntilMs() <= nowMs,
                        delivery -> delivery.became(limits.afterRelease(delivery.count())))
                .forEach(stretch ->
                        changes.add(changed(stretch, stretch.delivery().state())));
        Optional<Write> write = write(changes);
        stretches.dropSettled();
        return write;
    }

    /** When the next lock runs out. */
    public OptionalLong nextDeadlineMs() {
        long next = Long.MAX_VALUE;
        for (Stretch stretch : stretches.all()) {
            if (stretch.delivery().isHeld()) {
                next = Math.min(next, stretch.delivery().lockedUntilMs());
            }
        }
        return next == Long.MAX_VALUE ? OptionalLong.empty() : OptionalLong.of(next);
    }

    /** A write has come to its end: what it was about counts from now on, or never happened. */
    public void settled(long number, boolean isWritten) {
        stretches.changeWhere(
                delivery -> delivery.pending() != null && delivery.pending().write() == number, delivery -> {
                    Delivery.Pending pending = delivery.pending();
                    return isWritten && pending != null ? delivery.became(pending.state()) : delivery.unchanged();
                });
        stretches.dropSettled();
    }

    /** A write of nothing but where delivery begins. */
    public Write startWrite() {
        lastWrite++;
        return new Write(lastWrite, stretches.start(), completeCount(), List.of());
    }

    private Acknowledged refusal(String member, Acknowledgement said, DeliveryLimits limits) {
        if (said.last() < stretches.start()) {
            // It has been given up meanwhile; nobody is harmed by hearing of it once more.
            return Acknowledged.accepted(Optional.empty());
        }
        if (stretches.start() == stretches.end()) {
            return Acknowledged.refused(ErrorCode.INVALID_RECORD_STATE, "Nothing of this partition is under way.");
        }
        if (said.last() >= stretches.end()) {
            return Acknowledged.refused(
                    ErrorCode.INVALID_REQUEST,
                    "Offset " + said.last() + " has not been delivered; the last that was is " + (stretches.end() - 1)
                            + ".");
        }
        for (Stretch stretch : stretches.within(said.first(), said.last())) {
            if (!stretch.delivery().isHeldBy(member)) {
                return Acknowledged.refused(
                        ErrorCode.INVALID_RECORD_STATE,
                        "Offsets " + stretch.first() + " to " + stretch.last() + " are not acquired by this member"
                                + " (any more): they are "
                                + stretch.delivery().state().name().toLowerCase(Locale.ROOT) + ".");
            }
        }
        return said.says(Acknowledgement.Type.RENEW) && !limits.mayRenew()
                ? Acknowledged.refused(
                        ErrorCode.INVALID_RECORD_STATE,
                        "Renewing acquisition locks is not enabled for the group (share.renew.acknowledge.enable).")
                : Acknowledged.accepted(Optional.empty());
    }

    private static RecordState after(Acknowledgement.Type type, int count, DeliveryLimits limits) {
        return switch (type) {
            case ACCEPT -> RecordState.ACKNOWLEDGED;
            case GAP, REJECT -> RecordState.ARCHIVED;
            case RELEASE -> limits.afterRelease(count);
            case RENEW -> RecordState.ACQUIRED;
        };
    }

    private static Changed changed(Stretch stretch, RecordState next) {
        return new Changed(
                stretch.first(), stretch.last(), next, stretch.delivery().count());
    }

    private Optional<Write> write(List<Changed> changes) {
        if (changes.isEmpty()) {
            return Optional.empty();
        }
        lastWrite++;
        return Optional.of(new Write(lastWrite, stretches.start(), completeCount(), changes));
    }

    private int completeCount() {
        long count = 0;
        for (Stretch stretch : stretches.all()) {
            Delivery.Pending pending = stretch.delivery().pending();
            RecordState state = pending == null ? stretch.delivery().state() : pending.state();
            count += state.isFinal() ? stretch.size() : 0;
        }
        return (int) count;
    }
}
