package io.weir.broker.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

/** Whoever carries the threads, nothing else changes. */
@Timeout(30)
@ParameterizedClass
@ValueSource(booleans = {true, false})
class EventLoopTest {

    private static final int FULL_BYTES = 32 << 20;

    private final boolean isCarriedByLoops;
    private final EventLoops loops;

    EventLoopTest(boolean isCarriedByLoops) {
        this.isCarriedByLoops = isCarriedByLoops;
        this.loops = new EventLoops(2, isCarriedByLoops ? LoopThreads.HERE : LoopThreads.BY_THE_JDK);
    }

    /** Two ends of a connection; the near one is watched. */
    private record Pair(LoopSocket near, SocketChannel far, EventLoop loop) implements AutoCloseable {
        @Override
        public void close() throws IOException {
            near.close();
            far.close();
        }
    }

    @AfterEach
    void end() {
        loops.close();
    }

    @Test
    void carriesTheThreadsOfItsConnectionsItselfWhereItMay() throws Exception {
        try (Pair pair = connect()) {
            // when
            String carrier = on(pair, _ -> Thread.currentThread().toString()).get();

            // then
            assertThat(carrier.contains("@weir-network-")).as(carrier).isEqualTo(isCarriedByLoops);
        }
    }

    @Test
    void whoWaitsToReadGoesOnWhenSomethingComes() throws Exception {
        try (Pair pair = connect()) {
            CompletableFuture<Integer> read = on(pair, socket -> socket.read(ByteBuffer.allocate(10)));

            // when
            pair.far().write(ByteBuffer.wrap(new byte[3]));

            // then
            assertThat(read.get()).isEqualTo(3);
        }
    }

    @Test
    void anEndIsReadAsAnEnd() throws Exception {
        try (Pair pair = connect()) {
            CompletableFuture<Integer> read = on(pair, socket -> socket.read(ByteBuffer.allocate(10)));

            pair.far().close();

            assertThat(read.get()).isEqualTo(-1);
        }
    }

    @Test
    void closingEndsTheWaitOfReaderAndWriter() throws Exception {
        try (Pair pair = connect()) {
            CompletableFuture<Integer> read = on(pair, socket -> socket.read(ByteBuffer.allocate(10)));
            CompletableFuture<Boolean> full = new CompletableFuture<>();
            CompletableFuture<Integer> written = on(pair, socket -> writeUntilFull(socket, full));
            full.get();

            // when
            pair.near().close();

            // then
            assertThatThrownBy(read::get).isInstanceOf(ExecutionException.class).hasCauseInstanceOf(IOException.class);
            assertThatThrownBy(written::get)
                    .isInstanceOf(ExecutionException.class)
                    .hasCauseInstanceOf(IOException.class);
        }
    }

    /** One loop watches both: a peer that takes nothing holds up its own thread only. */
    @Test
    void nobodyWaitsForAnothersSocket() throws Exception {
        try (Pair stuck = connect();
                Pair other = connect()) {
            CompletableFuture<Boolean> full = new CompletableFuture<>();
            CompletableFuture<Integer> written = on(stuck, socket -> writeUntilFull(socket, full));
            full.get();

            // when
            CompletableFuture<Integer> read = on(other, socket -> socket.read(ByteBuffer.allocate(10)));
            other.far().write(ByteBuffer.wrap(new byte[5]));

            // then
            assertThat(read.get()).isEqualTo(5);
            assertThat(written).isNotDone();

            // when the peer takes it after all
            stuck.far().configureBlocking(true);
            ByteBuffer sink = ByteBuffer.allocate(1 << 20);
            int taken = 0;
            while (taken < FULL_BYTES) {
                taken += stuck.far().read(sink.clear());
            }

            // then
            assertThat(written.get()).isEqualTo(FULL_BYTES);
        }
    }

    @Test
    void aLoopThatHasNothingToDoTakesFromOneThatIsBusy() throws Exception {
        EventLoop watcher = loops.next();
        CountDownLatch held = new CountDownLatch(1);
        CountDownLatch isHeld = new CountDownLatch(1);
        watcher.execute(() -> {
            isHeld.countDown();
            awaitUninterruptibly(held);
        });
        isHeld.await();
        CompletableFuture<String> second = new CompletableFuture<>();
        watcher.execute(() -> second.complete(Thread.currentThread().getName()));

        // when the other one wakes for some reason
        while (!second.isDone()) {
            loops.wakeAll();
            LockSupport.parkNanos(100_000);
        }

        // then
        assertThat(second.get()).startsWith("weir-network-");
        held.countDown();
    }

    /** A thread that is held up may wait for just what is given to its loop. */
    @Test
    void aLoopIsHelpedWhenATaskHoldsItForLong() throws Exception {
        EventLoop watcher = loops.next();
        CountDownLatch held = new CountDownLatch(1);
        CountDownLatch isHeld = new CountDownLatch(1);
        watcher.execute(() -> {
            isHeld.countDown();
            awaitUninterruptibly(held);
        });
        isHeld.await();
        long start = System.nanoTime();
        while (System.nanoTime() - start < EventLoop.WORTH_SHARING_NANOS) {
            Thread.onSpinWait();
        }

        // when
        watcher.execute(held::countDown);

        // then
        held.await();
    }

    @Test
    void anotherLoopLooksAfterTheSocketsOfOneThatIsHeld() throws Exception {
        try (Pair pair = connect()) {
            CompletableFuture<Integer> read = on(pair, socket -> socket.read(ByteBuffer.allocate(10)));
            CountDownLatch held = new CountDownLatch(1);
            pair.loop().execute(() -> awaitUninterruptibly(held));

            // when
            pair.far().write(ByteBuffer.wrap(new byte[3]));

            // then
            while (!read.isDone()) {
                loops.wakeAll();
                LockSupport.parkNanos(100_000);
            }
            assertThat(read.get()).isEqualTo(3);
            held.countDown();
        }
    }

    @Test
    void everyTaskIsDoneOnceWhoeverGivesIt() throws Exception {
        int count = 10_000;
        Set<Integer> done = ConcurrentHashMap.newKeySet();
        CountDownLatch all = new CountDownLatch(2 * count);
        EventLoop watcher = loops.next();
        Runnable giver = () -> {
            for (int i = 0; i < count; i++) {
                int task = i;
                watcher.execute(() -> {
                    done.add(task);
                    all.countDown();
                });
            }
        };
        Thread first = Thread.ofPlatform().start(giver);
        giver.run();

        first.join();
        all.await();
        assertThat(done).hasSize(count);
    }

    /** Who waits for something else than a socket when the network is closed comes to its end too. */
    @Test
    void threadsGoOnWhenTheirLoopHasEnded() throws Exception {
        CountDownLatch later = new CountDownLatch(1);
        CompletableFuture<Boolean> waiting = new CompletableFuture<>();
        CompletableFuture<Boolean> over = new CompletableFuture<>();
        try (Pair pair = connect()) {
            pair.near().start(() -> {
                waiting.complete(true);
                awaitUninterruptibly(later);
                over.complete(true);
            });
            waiting.get();
        }
        EventLoop watcher = loops.next();
        loops.close();
        while (!watcher.hasEnded()) {
            LockSupport.parkNanos(100_000);
        }

        later.countDown();

        assertThat(over.get()).isTrue();
    }

    private static int writeUntilFull(LoopSocket socket, CompletableFuture<Boolean> full) throws IOException {
        ByteBuffer content = ByteBuffer.allocate(FULL_BYTES);
        while (content.hasRemaining()) {
            if (socket.channel().write(content) == 0) {
                full.complete(true);
                socket.awaitWritable();
            }
        }
        return FULL_BYTES;
    }

    private interface OnSocket<T> {
        T run(LoopSocket socket) throws IOException;
    }

    private static <T> CompletableFuture<T> on(Pair pair, OnSocket<T> work) {
        CompletableFuture<T> outcome = new CompletableFuture<>();
        pair.near().start(() -> {
            try {
                outcome.complete(work.run(pair.near()));
            } catch (IOException | RuntimeException e) {
                outcome.completeExceptionally(e);
            }
        });
        return outcome;
    }

    private Pair connect() throws IOException {
        try (ServerSocketChannel server = ServerSocketChannel.open()) {
            server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            SocketChannel far = SocketChannel.open(server.getLocalAddress());
            EventLoop loop = loops.next();
            return new Pair(new LoopSocket(server.accept(), loop), far, loop);
        }
    }

    private static void awaitUninterruptibly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
