package io.weir.coordination.runtime;

import java.util.concurrent.CompletableFuture;

/** An answer a test expects: to be there, or not to be there yet. */
public final class Answer<R> {

    private final CompletableFuture<R> future;

    private Answer(CompletableFuture<R> future) {
        this.future = future;
    }

    public static <R> Answer<R> of(CompletableFuture<R> future) {
        return new Answer<>(future);
    }

    /** Whether it is still waited for. */
    public boolean isOpen() {
        return !future.isDone();
    }

    /** The answer, which must be there. */
    public R get() {
        if (isOpen()) {
            throw new AssertionError("There is no answer yet");
        }
        return future.join();
    }
}
