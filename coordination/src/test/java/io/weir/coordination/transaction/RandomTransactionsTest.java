package io.weir.coordination.transaction;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.coordination.runtime.FakeLog;
import io.weir.protocol.types.ErrorCode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Producers old and new, several with the same transactional id, that write, end, repeat and die, while the coordinator
 * crashes at any point and disks fail: whatever happens, a transaction is committed in all its partitions or in none,
 * as its client was told, and none stays open.
 */
class RandomTransactionsTest {

    private static final int HISTORIES = Integer.getInteger("weir.histories", 150);
    private static final long FIRST_SEED = Long.getLong("weir.txn.seed", 1);
    private static final int STEPS = 600;

    @Test
    void everyHistoryEndsEachTransactionOneWay() {
        Map<SimulatedProducer.Outcome, Integer> seen = new HashMap<>();
        for (long seed = FIRST_SEED; seed < FIRST_SEED + HISTORIES; seed++) {
            try {
                run(seed).forEach((outcome, count) -> seen.merge(outcome, count, Integer::sum));
            } catch (AssertionError | RuntimeException e) {
                throw new AssertionError("seed " + seed + " (rerun it with -Dweir.txn.seed=" + seed + "): " + e, e);
            }
        }
        // Guards against histories in which nothing happens.
        assertThat(seen.getOrDefault(SimulatedProducer.Outcome.COMMITTED, 0)).isGreaterThan(10 * HISTORIES);
        assertThat(seen.getOrDefault(SimulatedProducer.Outcome.UNKNOWN, 0)).isGreaterThan(HISTORIES / 10);
    }

    private static Map<SimulatedProducer.Outcome, Integer> run(long seed) {
        Random random = new Random(seed);
        TransactionWorld world = new TransactionWorld(TransactionConfig.defaults(), random.nextBoolean() ? 2 : 0);
        List<SimulatedProducer> producers = producers(world, random);
        disturb(world, random);
        for (int i = 0; i < STEPS; i++) {
            producers.get(random.nextInt(producers.size())).act();
            if (random.nextInt(60) == 0) {
                producers.get(random.nextInt(producers.size())).die();
            }
            if (random.nextInt(40) == 0) {
                world.crash();
            }
            world.time().pass(random.nextInt(20) == 0 ? random.nextInt(3_000) : random.nextInt(20));
        }
        heal(world);
        return check(world, producers);
    }

    private static List<SimulatedProducer> producers(TransactionWorld world, Random random) {
        List<SimulatedProducer> producers = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            int version = random.nextBoolean() ? TransactionWorld.NEW : TransactionWorld.OLD;
            producers.add(new SimulatedProducer(world, random, "id-" + i / 2, version));
        }
        return producers;
    }

    private static void disturb(TransactionWorld world, Random random) {
        world.log().commitDelaysMs(() -> random.nextInt(10));
        world.log().fates(() -> switch (random.nextInt(60)) {
            case 0 -> FakeLog.Fate.REFUSED;
            case 1 -> FakeLog.Fate.WRITTEN_YET_FAILED;
            default -> FakeLog.Fate.COMMITTED;
        });
        world.partitions().delaysMs(() -> random.nextInt(30));
        world.partitions().failures(() -> random.nextInt(8) == 0 ? ErrorCode.KAFKA_STORAGE_ERROR : ErrorCode.NONE);
    }

    private static void heal(TransactionWorld world) {
        world.log().fates(() -> FakeLog.Fate.COMMITTED);
        world.partitions().failures(() -> ErrorCode.NONE);
        world.restart();
        world.time().pass(20_000);
    }

    private static Map<SimulatedProducer.Outcome, Integer> check(
            TransactionWorld world, List<SimulatedProducer> producers) {
        Map<SimulatedProducer.Outcome, Integer> seen = new HashMap<>();
        Map<String, SimulatedProducer.Outcome> told = new HashMap<>();
        producers.forEach(producer -> told.putAll(producer.outcomes()));
        Map<String, Boolean> found = new HashMap<>();
        world.partitions().all().forEach(entry -> {
            FakePartitions.Log log = entry.getValue();
            assertThat(log.hasOpen())
                    .as("an open transaction in %s", entry.getKey())
                    .isFalse();
            log.committed().forEach(transaction -> note(found, transaction, true));
            log.aborted().forEach(transaction -> note(found, transaction, false));
        });
        found.forEach((transaction, isCommitted) -> {
            SimulatedProducer.Outcome outcome = told.get(transaction);
            assertThat(outcome).as(transaction).isNotNull();
            if (outcome != SimulatedProducer.Outcome.UNKNOWN) {
                assertThat(isCommitted)
                        .as("%s, %s to its client, is committed", transaction, outcome)
                        .isEqualTo(outcome == SimulatedProducer.Outcome.COMMITTED);
            }
            seen.merge(told.get(transaction), 1, Integer::sum);
        });
        return seen;
    }

    private static void note(Map<String, Boolean> found, String transaction, boolean isCommitted) {
        Boolean before = found.put(transaction, isCommitted);
        assertThat(before == null || before == isCommitted)
                .as("%s is committed in all partitions or in none", transaction)
                .isTrue();
    }
}
