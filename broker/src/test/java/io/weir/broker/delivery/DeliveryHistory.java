package io.weir.broker.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.protocol.types.ErrorCode;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;

/**
 * One history of one shared partition, in simulated time, from one seed. Throughout: nobody is given what another has,
 * no acknowledgement counts twice, no record is delivered more often than it may be, and what a restart takes up is what
 * was written. In the end: every record is acknowledged, rejected or given up after as many deliveries as there may be.
 */
final class DeliveryHistory {

    private static final int STEPS = 150;
    private static final List<String> MEMBERS = List.of("a", "b", "c");

    /** Who has a record, until when. */
    private record Hold(String member, long untilMs) {}

    private final Random random;
    private final DeliveryLimits limits;
    private final List<Span> log = new ArrayList<>();
    private final Map<Long, Hold> held = new HashMap<>();
    private final Map<Long, Integer> deliveries = new HashMap<>();
    private final Set<Long> settled = new HashSet<>();
    private final Set<Long> accepted = new HashSet<>();
    private final Set<Long> rejected = new HashSet<>();
    /** Given up, though nobody knows whether that is written down. */
    private final Set<Long> givenUp = new HashSet<>();

    private final Deque<Write> underWay = new ArrayDeque<>();
    private final TreeMap<Long, Write.Changed> durable = new TreeMap<>();
    private long durableStart;
    private DeliveryLedger ledger = new DeliveryLedger(0, List.of());
    private long logEnd;
    private long nowMs;

    DeliveryHistory(int seed) {
        random = new Random(seed);
        limits = new DeliveryLimits(20 + random.nextInt(40), 2 + random.nextInt(5), 1_000, true);
    }

    void run() {
        for (int i = 0; i < STEPS; i++) {
            step();
        }
        finish();
    }

    private void step() {
        switch (random.nextInt(14)) {
            case 0, 1 -> produce();
            case 2, 3, 4 -> read(member());
            case 5, 6, 7 -> acknowledge(member());
            case 8, 9 -> settle(true);
            case 10 -> settle(random.nextBoolean());
            case 11 -> pass(random.nextInt(700));
            case 12 -> release(member());
            default -> {
                if (random.nextInt(4) == 0) {
                    restart();
                }
            }
        }
    }

    private void produce() {
        int size = 1 + random.nextInt(6);
        // Compaction leaves gaps, transactions leave markers.
        long first = logEnd + (random.nextInt(6) == 0 ? 1 + random.nextInt(3) : 0);
        log.add(new Span(first, first + size - 1, random.nextInt(8) != 0));
        logEnd = first + size;
    }

    private void read(String member) {
        long from = ledger.nextFetchOffset();
        if (!ledger.canAcquire(limits) || from >= logEnd) {
            return;
        }
        List<Span> spans =
                log.stream().filter(span -> span.last() >= from).limit(5).toList();
        Demand demand = new Demand(member, 1 + random.nextInt(12), 1 + random.nextInt(8), random.nextBoolean(), nowMs);
        Taken taken = ledger.acquire(demand, limits, from, spans);
        taken.write().ifPresent(underWay::add);
        long count = 0;
        long before = -1;
        for (Acquired acquired : taken.acquired()) {
            assertThat(acquired.first()).as("in order, and none twice").isGreaterThan(before);
            before = acquired.last();
            count += acquired.count();
            for (long offset = acquired.first(); offset <= acquired.last(); offset++) {
                deliver(member, offset, acquired.deliveryCount());
            }
        }
        if (demand.isExact()) {
            assertThat(count).isLessThanOrEqualTo(demand.maxRecords());
        }
    }

    private void deliver(String member, long offset, int deliveryCount) {
        long at = offset;
        assertThat(isForConsumers(at))
                .as("offset %d is a record for consumers", at)
                .isTrue();
        assertThat(settled).as("what is done with").doesNotContain(at);
        assertThat(givenUp).as("what was given up").doesNotContain(at);
        Hold hold = held.get(at);
        assertThat(hold == null || hold.untilMs() <= nowMs)
                .as("offset %d is free", at)
                .isTrue();
        assertThat(deliveryCount).isLessThanOrEqualTo(limits.maxDeliveries());
        // A crash forgets deliveries that nobody has said anything of.
        assertThat(deliveryCount).isLessThanOrEqualTo(deliveries.getOrDefault(at, 0) + 1);
        deliveries.put(at, deliveryCount);
        held.put(at, new Hold(member, nowMs + limits.lockMs()));
    }

    private void acknowledge(String member) {
        List<Long> mine = held.entrySet().stream()
                .filter(entry -> entry.getValue().member().equals(member))
                .map(Map.Entry::getKey)
                .sorted()
                .toList();
        if (mine.isEmpty()) {
            return;
        }
        long first = mine.get(random.nextInt(mine.size()));
        long last = first;
        while (mine.contains(last + 1) && random.nextInt(5) != 0) {
            last++;
        }
        List<Byte> types = new ArrayList<>();
        boolean isOneForAll = random.nextBoolean();
        for (long offset = first; offset <= (isOneForAll ? first : last); offset++) {
            types.add((byte) (random.nextInt(3) == 0 ? 1 + random.nextInt(4) : 1));
        }
        Acknowledged said = ledger.acknowledge(member, List.of(new Acknowledgement(first, last, types)), limits, nowMs);
        if (said.error().isError()) {
            // Only where a lock ran out, or was lost with a restart.
            assertThat(said.error()).isIn(ErrorCode.INVALID_RECORD_STATE, ErrorCode.INVALID_REQUEST);
            return;
        }
        for (long offset = first; offset <= last; offset++) {
            byte type = types.get(isOneForAll ? 0 : (int) (offset - first));
            if (type == Acknowledgement.Type.REJECT.code()) {
                rejected.add(offset);
            } else if (type == Acknowledgement.Type.RENEW.code()) {
                held.put(offset, new Hold(member, nowMs + limits.lockMs()));
            }
        }
        said.write().ifPresent(underWay::add);
    }

    private void release(String member) {
        if (random.nextInt(4) == 0) {
            ledger.release(member, limits).ifPresent(underWay::add);
        }
    }

    private void settle(boolean isWritten) {
        Write write = underWay.poll();
        if (write == null) {
            return;
        }
        if (isWritten) {
            store(write);
        }
        ledger.settled(write.number(), isWritten);
        if (isWritten) {
            write.changes().forEach(this::counts);
        }
    }

    /** What is written down counts. */
    private void counts(Write.Changed change) {
        for (long offset = change.first(); offset <= change.last(); offset++) {
            held.remove(offset);
            if (change.state() == RecordState.ACKNOWLEDGED) {
                assertThat(accepted.add(offset))
                        .as("offset %d is acknowledged once", offset)
                        .isTrue();
            }
            if (change.state().isFinal()) {
                settled.add(offset);
            }
            if (change.state() == RecordState.ARCHIVED && isForConsumers(offset)) {
                assertThat(rejected.contains(offset) || change.deliveryCount() >= limits.maxDeliveries())
                        .as("offset %d is given up for a reason", offset)
                        .isTrue();
            }
        }
    }

    private boolean isForConsumers(long offset) {
        return log.stream().anyMatch(span -> span.isForConsumers() && span.first() <= offset && offset <= span.last());
    }

    private void store(Write write) {
        durableStart = Math.max(durableStart, write.startOffset());
        write.changes().forEach(change -> {
            for (long offset = change.first(); offset <= change.last(); offset++) {
                durable.put(offset, new Write.Changed(offset, offset, change.state(), change.deliveryCount()));
            }
        });
        durable.headMap(durableStart).clear();
    }

    private void pass(long ms) {
        nowMs += ms;
        OptionalLong due = ledger.nextDeadlineMs();
        if (due.isPresent() && due.getAsLong() <= nowMs) {
            expire();
        }
    }

    private void expire() {
        Optional<Write> write = ledger.expire(limits, nowMs);
        write.ifPresent(of -> {
            of.changes().forEach(change -> {
                for (long offset = change.first(); offset <= change.last(); offset++) {
                    Hold hold = held.remove(offset);
                    assertThat(hold == null || hold.untilMs() <= nowMs)
                            .as("no lock ends early")
                            .isTrue();
                    if (change.state() == RecordState.ARCHIVED) {
                        assertThat(change.deliveryCount()).isGreaterThanOrEqualTo(limits.maxDeliveries());
                        givenUp.add(offset);
                    }
                }
            });
            underWay.add(of);
        });
    }

    /** The broker dies: what was not written is gone, what was is taken up. */
    private void restart() {
        underWay.clear();
        held.clear();
        ledger = new DeliveryLedger(durableStart, List.copyOf(durable.values()));
        givenUp.removeIf(offset -> offset >= durableStart);
    }

    /** Everybody does what it is to do: then nothing is left. */
    private void finish() {
        for (int i = 0; i < 2_000 && !(ledger.startOffset() >= logEnd && underWay.isEmpty()); i++) {
            while (!underWay.isEmpty()) {
                settle(true);
            }
            read(member());
            pass(limits.lockMs());
            if (random.nextInt(3) != 0) {
                acknowledge(member());
            }
        }
        assertThat(ledger.startOffset()).as("everything is done with").isGreaterThanOrEqualTo(logEnd);
        assertThat(ledger.underWay()).isZero();
        for (long offset = 0; offset < logEnd; offset++) {
            if (isForConsumers(offset)) {
                assertThat(accepted.contains(offset) || rejected.contains(offset) || isGivenUp(offset))
                        .as("offset %d is lost", offset)
                        .isTrue();
            }
        }
    }

    private boolean isGivenUp(long offset) {
        return (givenUp.contains(offset) || settled.contains(offset))
                && deliveries.getOrDefault(offset, 0) >= limits.maxDeliveries();
    }

    private String member() {
        return MEMBERS.get(random.nextInt(MEMBERS.size()));
    }
}
