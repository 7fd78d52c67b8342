package io.weir.broker.peer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A link to a node that answers late, answers what was not asked, or stands still. */
final class PeerLinkTest {

    private static final Duration SOON = Duration.ofSeconds(20);
    private static final long PATIENT_MS = 20_000;

    private final List<Socket> accepted = new ArrayList<>();
    private ServerSocket server;
    private PeerLink link;

    @BeforeEach
    void listen() throws IOException {
        server = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
        InetSocketAddress address = InetSocketAddress.createUnresolved("127.0.0.1", server.getLocalPort());
        link = new PeerLink(new PeerFrame.Caller(1, 1, "cluster"), address, () -> {});
    }

    @AfterEach
    void close() throws IOException {
        link.close();
        for (Socket socket : accepted) {
            socket.close();
        }
        server.close();
    }

    @Test
    void answersGoToThoseWhoAskedInTheirOrder() throws IOException {
        // given
        CompletableFuture<ByteBuffer> first = link.call(PeerCall.RAFT, payload("a"), PATIENT_MS);
        CompletableFuture<ByteBuffer> second = link.call(PeerCall.RAFT, payload("b"), PATIENT_MS);

        // when
        Socket peer = accept();
        answer(peer, question(peer));
        answer(peer, question(peer));

        // then
        assertThat(first.thenApply(PeerFrame::text)).succeedsWithin(SOON).isEqualTo("a");
        assertThat(second.thenApply(PeerFrame::text)).succeedsWithin(SOON).isEqualTo("b");
    }

    @Test
    void anAnswerToWhatWasNotAskedEndsTheConnectionAndNotTheLink() throws IOException {
        // given
        link.ensureConnected();
        Socket confused = accept();

        // when
        answer(confused, "what?");

        // then: it is closed
        assertThat(confused.getInputStream().read()).isEqualTo(-1);

        // when
        CompletableFuture<ByteBuffer> call = link.call(PeerCall.RAFT, payload("a"), PATIENT_MS);
        Socket peer = accept();
        answer(peer, question(peer));

        // then
        assertThat(call.thenApply(PeerFrame::text)).succeedsWithin(SOON).isEqualTo("a");
    }

    @Test
    void whatComesWhenTheTimeIsOverIsNeverTakenForAnAnswerToAnother() throws InterruptedException {
        // given: a node that answers at once, and callers who wait about as long as that takes
        Thread node = Thread.ofVirtual().start(this::answerAll);

        for (int i = 0; i < 1_000; i++) {
            // when
            List<CompletableFuture<String>> answers = new ArrayList<>();
            for (int j = 0; j < 4; j++) {
                answers.add(link.call(PeerCall.RAFT, payload(i + "." + j), 1)
                        .thenApply(PeerFrame::text)
                        .exceptionally(_ -> "none"));
            }

            // then
            for (int j = 0; j < 4; j++) {
                assertThat(answers.get(j)).succeedsWithin(SOON).isIn(i + "." + j, "none");
            }
        }
        link.close();
        node.interrupt();
        node.join();
    }

    @Test
    void aNodeThatTakesNothingKeepsNeitherItsCallersNorTheTimersOfOthers() throws Exception {
        // given: more than any socket's buffers take, to a node that does not read
        CompletableFuture<Throwable> large = failureOf(ByteBuffer.allocate(64 << 20));
        accept();
        CompletableFuture<Throwable> behind = failureOf(payload("a"));

        // then
        assertThat(large).succeedsWithin(SOON).isInstanceOf(IOException.class);
        assertThat(behind).succeedsWithin(SOON).isInstanceOf(IOException.class);
        assertThat(new CompletableFuture<String>().completeOnTimeout("rung", 1, TimeUnit.MILLISECONDS))
                .succeedsWithin(SOON)
                .isEqualTo("rung");
    }

    @Test
    void aCallIsOverInItsTimeHoweverPatientTheOneBeforeIs() {
        // given: a node that answers nobody
        CompletableFuture<ByteBuffer> patient = link.call(PeerCall.RAFT, payload("a"), TimeUnit.DAYS.toMillis(1));

        // when
        CompletableFuture<ByteBuffer> hasty = link.call(PeerCall.RAFT, payload("b"), 50);

        // then: what does not come keeps all behind it, and those before are not answered any more
        assertThat(hasty.handle((_, failure) -> failure)).succeedsWithin(SOON).isInstanceOf(IOException.class);
        assertThat(patient.handle((_, failure) -> failure)).succeedsWithin(SOON).isInstanceOf(IOException.class);
    }

    @Test
    void whereNobodyListensNothingWasSent() throws IOException {
        // given
        server.close();

        // when
        CompletableFuture<ByteBuffer> call = link.call(PeerCall.RAFT, payload("a"), PATIENT_MS);

        // then
        assertThat(call.handle((_, failure) -> failure)).succeedsWithin(SOON).isInstanceOf(ConnectException.class);
    }

    /** Of a call on a thread of its own. */
    private CompletableFuture<Throwable> failureOf(ByteBuffer payload) {
        return CompletableFuture.completedFuture(payload)
                .thenComposeAsync(asked -> link.call(PeerCall.RAFT, asked, 300), Thread::startVirtualThread)
                .handle((_, failure) -> failure.getCause());
    }

    private void answerAll() {
        while (!server.isClosed() && !Thread.currentThread().isInterrupted()) {
            try (Socket peer = server.accept()) {
                while (true) {
                    answer(peer, question(peer));
                }
            } catch (IOException e) {
                // The caller has ended this connection; the next one comes.
            }
        }
    }

    private Socket accept() throws IOException {
        Socket socket = server.accept();
        accepted.add(socket);
        return socket;
    }

    private static ByteBuffer payload(String text) {
        return PeerFrame.payload(text);
    }

    private static String question(Socket from) throws IOException {
        DataInputStream in = new DataInputStream(from.getInputStream());
        byte[] frame = new byte[in.readInt()];
        in.readFully(frame);
        return PeerFrame.text(PeerFrame.decode(ByteBuffer.wrap(frame)).payload());
    }

    private static void answer(Socket to, String text) throws IOException {
        ByteBuffer frame = PeerFrame.answer(PeerStatus.ANSWERED, payload(text));
        DataOutputStream out = new DataOutputStream(to.getOutputStream());
        out.write(ByteBuffer.allocate(Integer.BYTES + frame.remaining())
                .putInt(frame.remaining())
                .put(frame)
                .array());
        out.flush();
    }
}
