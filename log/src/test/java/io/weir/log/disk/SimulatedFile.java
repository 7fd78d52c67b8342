package io.weir.log.disk;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** A file of a {@link SimulatedDisk}: its content, and every change since it was last forced. */
final class SimulatedFile {

    private static final int SECTOR_BYTES = 512;

    /** A write, or with no bytes a truncation to the position. */
    private static final class Change {

        private final int position;
        private final byte[] bytes;
        private final int sizeAfter;

        Change(int position, byte[] bytes, int sizeAfter) {
            this.position = position;
            this.bytes = bytes;
            this.sizeAfter = sizeAfter;
        }

        boolean touches(int from, int to) {
            return bytes.length == 0 ? position < to : position < to && position + bytes.length > from;
        }

        void apply(byte[] content, int from, int to) {
            if (bytes.length == 0) {
                Arrays.fill(content, Math.clamp(position, from, to), to, (byte) 0);
            } else {
                int start = Math.max(from, position);
                int end = Math.min(to, position + bytes.length);
                System.arraycopy(bytes, start - position, content, start, end - start);
            }
        }
    }

    private byte[] durable = new byte[0];
    private byte[] content = new byte[0];
    private int size;
    private final List<Change> changes = new ArrayList<>();

    int size() {
        return size;
    }

    int read(ByteBuffer target, int position) {
        if (position >= size) {
            return target.hasRemaining() ? -1 : 0;
        }
        int count = Math.min(target.remaining(), size - position);
        target.put(content, position, count);
        return count;
    }

    void write(ByteBuffer source, int position) {
        byte[] bytes = new byte[source.remaining()];
        source.get(bytes);
        if (bytes.length == 0) {
            return;
        }
        size = Math.max(size, position + bytes.length);
        if (content.length < size) {
            content = Arrays.copyOf(content, size * 2);
        }
        System.arraycopy(bytes, 0, content, position, bytes.length);
        changes.add(new Change(position, bytes, size));
    }

    void truncate(int newSize) {
        Arrays.fill(content, newSize, size, (byte) 0);
        size = newSize;
        changes.add(new Change(newSize, new byte[0], newSize));
    }

    void force() {
        durable = Arrays.copyOf(content, size);
        changes.clear();
    }

    void flipBit(int position) {
        content[position] ^= 1;
        if (position < durable.length) {
            durable[position] ^= 1;
        }
    }

    SimulatedFile afterPowerLoss(Random random) {
        SimulatedFile found = new SimulatedFile();
        int sizeKept = random.nextInt(changes.size() + 1);
        found.size = sizeKept == 0 ? durable.length : changes.get(sizeKept - 1).sizeAfter;
        byte[] kept = Arrays.copyOf(durable, Math.max(found.size, durable.length));
        for (int from = 0; from < found.size && !changes.isEmpty(); from += SECTOR_BYTES) {
            keepSomeOf(kept, from, Math.min(found.size, from + SECTOR_BYTES), random);
        }
        found.content = Arrays.copyOf(kept, found.size);
        found.durable = found.content.clone();
        return found;
    }

    private void keepSomeOf(byte[] kept, int from, int to, Random random) {
        List<Change> touching =
                changes.stream().filter(change -> change.touches(from, to)).toList();
        // Mostly all or nothing: that is what makes holes between batches that survived.
        int count = random.nextInt(4) == 0
                ? random.nextInt(touching.size() + 1)
                : random.nextBoolean() ? touching.size() : 0;
        touching.subList(0, count).forEach(change -> change.apply(kept, from, to));
    }
}
