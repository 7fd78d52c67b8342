package io.weir.broker.peer;

import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;

/** Why another node did not do something, in words for those who read the log. */
public final class Reasons {

    private Reasons() {}

    /** What the failure itself says; its class only where it says nothing. */
    public static String of(Throwable failure) {
        Throwable cause = cause(failure);
        String message = cause.getMessage();
        if (message != null && !message.isBlank()) {
            return message;
        }
        return cause instanceof TimeoutException
                ? "no answer in time"
                : cause.getClass().getSimpleName();
    }

    /** Without what only says that it came from another thread. */
    public static Throwable cause(Throwable failure) {
        Throwable cause = failure;
        while ((cause instanceof CompletionException || cause instanceof ExecutionException)
                && cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause;
    }
}
