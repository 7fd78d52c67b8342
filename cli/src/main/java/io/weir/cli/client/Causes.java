package io.weir.cli.client;

import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.Locale;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;

/** What a throwable means, in few words. */
public final class Causes {

    private Causes() {}

    /** Without the wrappers that only say that something happened elsewhere. */
    public static Throwable unwrap(Throwable failure) {
        Throwable cause = failure.getCause();
        boolean wrapper = failure instanceof ExecutionException
                || failure instanceof CompletionException
                || failure instanceof UncheckedIOException;
        return wrapper && cause != null ? unwrap(cause) : failure;
    }

    /** One line to put behind a colon. */
    public static String brief(Throwable failure) {
        Throwable cause = unwrap(failure);
        return switch (cause) {
            case NoSuchFileException _ -> "no such file";
            case AccessDeniedException _ -> "permission denied";
            case FileSystemException e when e.getReason() != null -> lowerFirst(oneLine(e.getReason()));
            default -> {
                String message = cause.getMessage();
                yield message == null || message.isBlank()
                        ? cause.getClass().getSimpleName()
                        : lowerFirst(oneLine(message));
            }
        };
    }

    static String oneLine(String text) {
        return text.strip().replaceAll("\\s*\\R\\s*", " ");
    }

    private static String lowerFirst(String text) {
        boolean abbreviation = text.length() > 1 && Character.isUpperCase(text.charAt(1));
        return abbreviation ? text : text.substring(0, 1).toLowerCase(Locale.ROOT) + text.substring(1);
    }
}
