package io.weir.log.compaction;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;

/**
 * The last offset of each key, outside of the heap: 24 bytes a key, of which 16 are the key's hash. It never grows; a
 * new key that does not fit is refused. For one thread; close it to give the memory back.
 */
final class OffsetMap implements AutoCloseable {

    static final int SLOT_BYTES = 3 * Long.BYTES;

    private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG;
    private static final long NONE = -1;

    private final Arena arena = Arena.ofConfined();
    private final MemorySegment memory;
    private final KeyHash hash;
    private final long slots;
    private final long capacity;
    private long size;

    /**
     * @param keys how many different keys fit
     * @param loadFactor how much of the memory they fill then
     */
    OffsetMap(long keys, double loadFactor, KeyHash hash) {
        this.capacity = Math.max(1, keys);
        // A prime, so that every step visits every slot; and at least one slot stays empty, where searches end.
        this.slots = primeFrom(Math.max(3, Math.max(capacity + 1, (long) (capacity / loadFactor))));
        this.memory = arena.allocate(slots * SLOT_BYTES, Long.BYTES);
        this.hash = hash;
    }

    /** Notes that a key's last record is at an offset; false, and nothing is noted, when there is no room for the key. */
    boolean put(ByteBuffer key, long offset) {
        long at = find(key);
        boolean known = stored(at) != 0;
        if (!known) {
            if (size == capacity) {
                return false;
            }
            size++;
            memory.set(LONG, at, hash.high());
            memory.set(LONG, at + Long.BYTES, hash.low());
        }
        // An empty slot reads as zero, so offsets are stored one higher.
        memory.set(LONG, at + 2 * Long.BYTES, offset + 1);
        return true;
    }

    /** The last offset noted for a key; -1 for a key that never was. */
    long lastOffset(ByteBuffer key) {
        long stored = stored(find(key));
        return stored == 0 ? NONE : stored - 1;
    }

    long size() {
        return size;
    }

    @Override
    public void close() {
        arena.close();
    }

    /** Where the key's slot is, or the empty slot where it would be. */
    private long find(ByteBuffer key) {
        hash.compute(key);
        long slot = (hash.high() & Long.MAX_VALUE) % slots;
        long step = 1 + (hash.low() & Long.MAX_VALUE) % (slots - 1);
        while (true) {
            long at = slot * SLOT_BYTES;
            boolean isOther = memory.get(LONG, at) != hash.high() || memory.get(LONG, at + Long.BYTES) != hash.low();
            if (stored(at) == 0 || !isOther) {
                return at;
            }
            slot = (slot + step) % slots;
        }
    }

    private long stored(long at) {
        return memory.get(LONG, at + 2 * Long.BYTES);
    }

    private static long primeFrom(long lowest) {
        long candidate = lowest | 1;
        while (!isPrime(candidate)) {
            candidate += 2;
        }
        return candidate;
    }

    private static boolean isPrime(long odd) {
        for (long divisor = 3; divisor * divisor <= odd; divisor += 2) {
            if (odd % divisor == 0) {
                return false;
            }
        }
        return true;
    }
}
