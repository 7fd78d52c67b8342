package io.weir.log.disk;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.WritableByteChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ParkingFileTest {

    private static final int MIB = 1 << 20;

    private final ColdReads coldReads = new ColdReads(new ColdReadBudget(1, Long.MAX_VALUE));
    private final DiskThreads shortCalls = new DiskThreads("test-disk", 1);
    private final PartlyCached cached = new PartlyCached();
    private final ParkingFile file = new ParkingFile(cached, coldReads, shortCalls);

    @AfterEach
    void close() {
        coldReads.close();
        shortCalls.close();
    }

    @Test
    void sendsAMebibyteAtOnceAndLooksAtLittleOfIt() {
        // when
        long sent = sendFromVirtualThread(0, 3 * MIB);

        // then
        assertThat(sent).isEqualTo(MIB);
        assertThat(cached.lookedAtBytes).isLessThanOrEqualTo(MIB / 8);
        assertThat(cached.broughtIn).isEmpty();
    }

    @Test
    void bringsInWhatIsNotInMemoryAtItsBeginning() {
        // given
        cached.coldFrom = 100_000;
        cached.coldTo = 5 * MIB;

        // when
        long sent = sendFromVirtualThread(150_000, 2 * MIB);

        // then
        assertThat(sent).isEqualTo(MIB);
        assertThat(cached.broughtIn).containsExactly(150_000L);
    }

    @Test
    void bringsInWhatIsNotInMemoryAtItsEnd() {
        // given
        cached.coldFrom = MIB - 1;
        cached.coldTo = 5 * MIB;

        // when
        long _ = sendFromVirtualThread(0, 2 * MIB);

        // then
        assertThat(cached.broughtIn).containsExactly(0L);
    }

    @Test
    void looksAtAllOfAShortStretch() {
        // given
        cached.coldFrom = 60_000;
        cached.coldTo = 60_001;

        // when
        long _ = sendFromVirtualThread(0, 100_000);

        // then
        assertThat(cached.broughtIn).containsExactly(0L);
    }

    private long sendFromVirtualThread(long position, long count) {
        CompletableFuture<Long> sent = new CompletableFuture<>();
        Thread.ofVirtual().start(() -> {
            try {
                sent.complete(file.transferTo(position, count, Channels.newChannel(new ByteArrayOutputStream())));
            } catch (IOException | RuntimeException e) {
                sent.completeExceptionally(e);
            }
        });
        return sent.join();
    }

    /** Endless; some of it is not in memory until it has been read. */
    private static final class PartlyCached implements DiskFile {

        private final List<Long> broughtIn = new ArrayList<>();
        private long coldFrom;
        private long coldTo;
        private long lookedAtBytes;

        @Override
        public boolean isInMemory(long position, long count) {
            lookedAtBytes += count;
            return position >= coldTo || position + count <= coldFrom;
        }

        @Override
        public int read(ByteBuffer target, long position) {
            broughtIn.add(position);
            return target.remaining();
        }

        @Override
        public long transferTo(long position, long count, WritableByteChannel target) {
            return count;
        }

        @Override
        public void write(ByteBuffer source, long position) {
            throw new UnsupportedOperationException();
        }

        @Override
        public long size() {
            return Long.MAX_VALUE;
        }

        @Override
        public void truncate(long sizeBytes) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void force() {
            throw new UnsupportedOperationException();
        }

        @Override
        public void close() {
            throw new UnsupportedOperationException();
        }
    }
}
