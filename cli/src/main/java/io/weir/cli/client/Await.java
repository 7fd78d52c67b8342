package io.weir.cli.client;

import io.weir.cli.terminal.CliException;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;

/** Waits for what an admin client promised. */
public final class Await {

    private Await() {}

    /**
     * The answer; the client's own timeout bounds the wait.
     *
     * @throws RuntimeException the error the broker or the client gave, unwrapped
     */
    public static <T> T get(Future<T> future) {
        try {
            return future.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CliException("interrupted", e);
        } catch (ExecutionException e) {
            if (Causes.unwrap(e) instanceof RuntimeException cause) {
                throw cause;
            }
            throw new CliException(Causes.brief(e), e);
        }
    }

    /** The answer about one of the things that were asked about. */
    public static <K, T> T get(Map<K, ? extends Future<T>> answers, K about) {
        Future<T> answer = answers.get(about);
        if (answer == null) {
            throw new IllegalArgumentException("nothing was asked about " + about);
        }
        return get(answer);
    }
}
