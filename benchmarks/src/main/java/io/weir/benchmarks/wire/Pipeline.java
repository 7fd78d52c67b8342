package io.weir.benchmarks.wire;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;

/** Sends so many requests as fast as they are answered, with five under way on each connection. */
public final class Pipeline {

    private static final int IN_FLIGHT = 5;
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    private final long requests;
    private long toSend;
    private long answered;

    public Pipeline(long requests) {
        this.requests = requests;
        this.toSend = requests;
    }

    /** What the connections are to be made with. */
    public ProduceAnswers answers() {
        return new ProduceAnswers((connection, _) -> {
            answered++;
            sendNext(connection);
        });
    }

    /** Returns when all are answered. */
    public void run(WireLoop loop, List<WireConnection> connections) throws IOException {
        for (int i = 0; i < IN_FLIGHT; i++) {
            connections.forEach(this::sendNext);
        }
        loop.runUntil(() -> answered == requests, PATIENCE);
    }

    private void sendNext(WireConnection connection) {
        if (toSend == 0) {
            return;
        }
        toSend--;
        try {
            connection.send(System.nanoTime());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
