package io.weir.broker.share;

import io.weir.coordination.sharestate.ShareStateKeeper;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;

/** Answers what other brokers ask about states that are kept here. */
public record ShareStateDesk(ShareStateKeeper states) {

    /** The answer to a question that came as bytes. */
    public CompletableFuture<ByteBuffer> answer(ByteBuffer question) {
        return StateWire.decodeQuestion(question).askOf(states).thenApply(StateWire::encode);
    }
}
