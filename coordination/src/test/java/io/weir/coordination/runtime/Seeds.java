package io.weir.coordination.runtime;

/**
 * The seeds that a random test runs with. How many is bounded where everything is built, and larger where there is time;
 * {@code -Dweir.NAME.seeds=N} says how many, {@code -Dweir.NAME.seed=N} runs one again.
 *
 * <p>A test with seeds has the tag {@code seeds}: by it the long run finds it. There, {@code -Dweir.seeds.seconds=S} lets
 * each test go on with new seeds for that long, and {@code -Dweir.seeds.first=N} begins elsewhere.
 */
public final class Seeds {

    /** What is tried with one seed. */
    @FunctionalInterface
    public interface Trial {
        void run(long seed) throws Exception;
    }

    private final String name;
    private final long first;
    private final long count;
    private final long nanos;

    private Seeds(String name, long first, long count, long seconds) {
        this.name = name;
        this.first = first;
        this.count = count;
        this.nanos = seconds * 1_000_000_000L;
    }

    /** @param bounded how many, unless properties say otherwise */
    public static Seeds named(String name, int bounded) {
        Long single = Long.getLong("weir." + name + ".seed");
        if (single != null) {
            return new Seeds(name, single, 1, 0);
        }
        long seconds = Long.getLong("weir.seeds.seconds", 0);
        long count = Long.getLong("weir." + name + ".seeds", bounded);
        return new Seeds(name, Long.getLong("weir.seeds.first", 1), count, seconds);
    }

    public boolean isSingle() {
        return count == 1;
    }

    /** Tries one seed after the other until one fails; returns how many were good. */
    public long run(Trial trial) {
        long start = System.nanoTime();
        long done = 0;
        while (nanos == 0 ? done < count : System.nanoTime() - start < nanos) {
            long seed = first + done;
            try {
                trial.run(seed);
            } catch (Exception | AssertionError e) {
                throw new AssertionError(
                        "Seed " + seed + " fails (after " + done + " good ones): run it again with -Dweir." + name
                                + ".seed=" + seed,
                        e);
            }
            done++;
        }
        if (nanos > 0) {
            System.out.printf("seeds: %s: %,d good ones, from %,d on%n", name, done, first);
        }
        return done;
    }
}
