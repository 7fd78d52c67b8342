package io.weir.broker.network;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.protocol.types.BufferPayload;
import io.weir.protocol.types.Payload;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.channels.WritableByteChannel;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class AnswerQueueTest {

    private final EventLoops loops = new EventLoops(1);
    private LoopSocket socket;
    private SocketChannel far;

    @BeforeEach
    void connect() throws IOException {
        try (ServerSocketChannel server = ServerSocketChannel.open()) {
            server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            far = SocketChannel.open(server.getLocalAddress());
            socket = new LoopSocket(server.accept(), loops.next());
        }
    }

    @AfterEach
    void disconnect() throws IOException {
        socket.close();
        far.close();
        loops.close();
    }

    @Test
    void answersLeaveInTheOrderOfTheirRequestsWhoeverCompletesThem() throws Exception {
        int count = 2_000;
        AnswerQueue queue = new AnswerQueue(socket, count, () -> {});
        List<AnswerQueue.Slot> slots = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            slots.add(queue.open());
        }
        List<Integer> order = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            order.add(i);
        }
        Collections.shuffle(order, new Random(7));
        try (ExecutorService completers = Executors.newFixedThreadPool(4)) {
            for (int index : order) {
                completers.execute(() -> slots.get(index).send(() -> number(index)));
            }
        }

        DataInputStream in = new DataInputStream(far.socket().getInputStream());
        for (int i = 0; i < count; i++) {
            assertThat(in.readInt()).isEqualTo(Integer.BYTES);
            assertThat(in.readInt()).isEqualTo(i);
        }
        assertThat(queue.pending()).isZero();
    }

    @Test
    void requestsWithoutAnswersLeaveNoTrace() throws Exception {
        AnswerQueue queue = new AnswerQueue(socket, 10, () -> {});
        AnswerQueue.Slot silent = queue.open();
        AnswerQueue.Slot spoken = queue.open();

        spoken.send(() -> number(1));
        silent.none();
        queue.drainHere();

        DataInputStream in = new DataInputStream(far.socket().getInputStream());
        assertThat(in.readInt()).isEqualTo(Integer.BYTES);
        assertThat(in.readInt()).isEqualTo(1);
    }

    @Test
    void aFailureClosesAfterTheAnswersBeforeIt() throws Exception {
        AtomicBoolean failed = new AtomicBoolean();
        AnswerQueue queue = new AnswerQueue(socket, 10, () -> failed.set(true));
        queue.open().send(() -> number(1));
        queue.open().fail("because");
        queue.open().send(() -> number(2));

        queue.drainHere();

        DataInputStream in = new DataInputStream(far.socket().getInputStream());
        assertThat(in.readInt()).isEqualTo(Integer.BYTES);
        assertThat(in.readInt()).isEqualTo(1);
        assertThat(failed).isTrue();
        assertThat(queue.pending()).isZero();
    }

    @Test
    void aConnectionWithTooManyUnansweredRequestsWaits() throws Exception {
        AnswerQueue queue = new AnswerQueue(socket, 2, () -> {});
        CountDownLatch third = new CountDownLatch(1);
        Thread reader = Thread.startVirtualThread(() -> {
            try {
                AnswerQueue.Slot first = queue.open();
                queue.open();
                Thread.startVirtualThread(() -> first.send(() -> number(1)));
                queue.open();
                third.countDown();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });

        assertThat(third.await(10, TimeUnit.SECONDS)).isTrue();
        reader.join();
    }

    @Test
    void aPayloadThatTheSocketTakesInPiecesArrivesWhole() throws Exception {
        byte[] content = new byte[3_000_000];
        new Random(11).nextBytes(content);
        AnswerQueue queue = new AnswerQueue(socket, 10, () -> {});
        Reluctant payload = new Reluctant(content);
        queue.open().send(() -> List.of(payload));
        Thread drain = Thread.startVirtualThread(queue::drainHere);

        DataInputStream in = new DataInputStream(far.socket().getInputStream());
        byte[] got = new byte[content.length];
        assertThat(in.readInt()).isEqualTo(content.length);
        in.readFully(got);
        drain.join();

        assertThat(got).isEqualTo(content);
        assertThat(payload.wasCopied).isFalse();
    }

    @Test
    void aPayloadThatEndsTooEarlyClosesTheConnection() throws Exception {
        AtomicBoolean failed = new AtomicBoolean();
        AnswerQueue queue = new AnswerQueue(socket, 10, () -> failed.set(true));
        queue.open().send(() -> List.of(new Torn()));

        Thread drain = Thread.startVirtualThread(queue::drainHere);
        drain.join();

        assertThat(failed).isTrue();
    }

    private static List<Payload> number(int value) {
        return List.of(new BufferPayload(
                ByteBuffer.allocate(Integer.BYTES).putInt(value).flip()));
    }

    /** Refuses every other direct transfer to a socket, as a full socket buffer does. */
    private static final class Reluctant implements Payload {
        private final BufferPayload content;
        private boolean refuses;
        private volatile boolean wasCopied;

        Reluctant(byte[] content) {
            this.content = new BufferPayload(ByteBuffer.wrap(content));
        }

        @Override
        public int sizeBytes() {
            return content.sizeBytes();
        }

        @Override
        public long transferTo(WritableByteChannel target, long position, long count) throws IOException {
            if (target instanceof SocketChannel) {
                refuses = !refuses;
                return refuses ? 0 : content.transferTo(target, position, Math.min(count, 100_000));
            }
            wasCopied = true;
            return content.transferTo(target, position, count);
        }
    }

    /** Says that it has more than there is: its file was cut. */
    private static final class Torn implements Payload {

        @Override
        public int sizeBytes() {
            return 100_000;
        }

        @Override
        public long transferTo(WritableByteChannel target, long position, long count) throws IOException {
            return 0;
        }
    }
}
