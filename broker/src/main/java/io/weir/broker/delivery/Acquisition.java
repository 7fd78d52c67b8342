package io.weir.broker.delivery;

import io.weir.broker.delivery.Stretches.Stretch;
import io.weir.broker.delivery.Write.Changed;
import java.util.ArrayList;
import java.util.List;

/** One member takes what it may have of some batches of the log: what was delivered before first, then what is new. */
final class Acquisition {

    private final Stretches stretches;
    private final Demand demand;
    private final DeliveryLimits limits;
    private final long lockedUntilMs;
    private final List<Acquired> acquired = new ArrayList<>();
    private final List<Changed> archived = new ArrayList<>();
    private int wanted;
    private int taken;
    private boolean isSuspicious;
    private boolean isOver;
    private long freshFrom = -1;

    /** @param wanted how many records at most, but for the rest of a batch */
    Acquisition(Stretches stretches, Demand demand, DeliveryLimits limits, int wanted) {
        this.stretches = stretches;
        this.demand = demand;
        this.limits = limits;
        this.wanted = wanted;
        this.lockedUntilMs = demand.nowMs() + limits.lockMs();
    }

    /**
     * Takes from these batches, in order.
     *
     * @param from where the reading began
     * @param to the last offset that may be taken
     */
    List<Acquired> from(long from, List<Span> spans, long to) {
        long next = from;
        for (Span span : spans) {
            if (taken >= wanted || isOver || span.first() > to) {
                break;
            }
            // What the log does not have any more, or never had, need not be waited for.
            archive(next, Math.min(span.first() - 1, to));
            if (span.isForConsumers()) {
                take(Math.max(next, span.first()), Math.min(span.last(), to));
            } else {
                archive(Math.max(next, span.first()), Math.min(span.last(), to));
            }
            next = span.last() + 1;
        }
        endFresh();
        return acquired;
    }

    /** What turned out not to be for consumers. */
    List<Changed> archived() {
        return archived;
    }

    private void archive(long first, long last) {
        if (first > last) {
            return;
        }
        for (Stretch stretch : stretches.within(first, last)) {
            if (stretch.delivery().isAvailable()) {
                stretches.replace(stretch, stretch.delivery().became(RecordState.ARCHIVED));
                archived.add(new Changed(
                        stretch.first(),
                        stretch.last(),
                        RecordState.ARCHIVED,
                        stretch.delivery().count()));
            }
        }
        if (last >= stretches.end()) {
            if (first > stretches.end()) {
                throw new IllegalStateException(
                        "offsets before " + first + " were passed over, from " + stretches.end());
            }
            endFresh();
            archived.add(new Changed(stretches.end(), last, RecordState.ARCHIVED, 0));
            stretches.append(last, Delivery.archived());
        }
    }

    private void take(long first, long last) {
        for (Stretch stretch : stretches.within(first, last)) {
            if (isOver || taken >= wanted) {
                return;
            }
            if (stretch.delivery().isAvailable()) {
                takeAgain(stretch);
            }
        }
        if (last < stretches.end() || taken >= wanted || isOver) {
            return;
        }
        if (isSuspicious) {
            // New ones go to whoever comes next, not together with these.
            isOver = true;
        } else {
            takeFresh(Math.max(first, stretches.end()), last);
        }
    }

    private void takeAgain(Stretch stretch) {
        int count = stretch.delivery().count();
        boolean isLastChance = limits.isLastChance(count);
        if (count >= limits.suspiciousFrom() && !isSuspicious) {
            if (taken > 0) {
                // Not together with others: they would be held up by what nobody may be able to bear.
                isOver = true;
                return;
            }
            isSuspicious = true;
            int halvings = count - limits.suspiciousFrom() + 1;
            wanted = Math.min(wanted, Math.max(1, stretch.delivery().groupSize() >> halvings));
        }
        if (isLastChance && taken > 0) {
            isOver = true;
            return;
        }
        long size = isLastChance
                ? 1
                : demand.isExact() || isSuspicious ? Math.min(stretch.size(), wanted - taken) : stretch.size();
        for (Stretch part : stretches.within(stretch.first(), stretch.first() + size - 1)) {
            stretches.replace(part, part.delivery().acquired(demand.member(), lockedUntilMs));
            add(new Acquired(part.first(), part.last(), count + 1));
        }
        isOver |= isLastChance;
    }

    private void takeFresh(long first, long last) {
        if (freshFrom < 0) {
            freshFrom = first;
        } else if (!demand.isExact() && first - freshFrom >= demand.batchSize()) {
            endFresh();
            freshFrom = first;
        }
        long until = demand.isExact() ? Math.min(last, first + (wanted - taken) - 1) : last;
        // A place for now: what is acquired together is known at the end.
        stretches.append(until, Delivery.available(0, 1));
        taken += (int) (until - first + 1);
    }

    private void endFresh() {
        if (freshFrom < 0) {
            return;
        }
        long last = stretches.end() - 1;
        int size = (int) (last - freshFrom + 1);
        for (Stretch part : stretches.within(freshFrom, last)) {
            stretches.replace(part, Delivery.available(0, size).acquired(demand.member(), lockedUntilMs));
        }
        acquired.add(new Acquired(freshFrom, last, 1));
        freshFrom = -1;
    }

    /** Neighbours that were delivered as often are told as one. */
    private void add(Acquired part) {
        taken += (int) part.count();
        if (!acquired.isEmpty()) {
            Acquired before = acquired.getLast();
            if (before.last() + 1 == part.first() && before.deliveryCount() == part.deliveryCount()) {
                acquired.set(acquired.size() - 1, new Acquired(before.first(), part.last(), part.deliveryCount()));
                return;
            }
        }
        acquired.add(part);
    }
}
