package io.weir.coordination.runtime;

import java.util.concurrent.CompletableFuture;

/**
 * Somebody who waits for an answer. To a machine this is an opaque token: it keeps it as long as it must and hands it
 * back with {@link Step#answer}, exactly once.
 *
 * @param <R> the answer
 */
public final class Waiting<R> {

    private final CompletableFuture<R> future = new CompletableFuture<>();
    private boolean answered;

    Waiting() {}

    /** Marks the token as used; a machine that answers twice has a bug worth stopping for. */
    void markAnswered() {
        if (answered) {
            throw new IllegalStateException("a request was answered twice");
        }
        answered = true;
    }

    CompletableFuture<R> future() {
        return future;
    }
}
