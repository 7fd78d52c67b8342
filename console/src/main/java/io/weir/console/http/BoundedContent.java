package io.weir.console.http;

import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.ServerRequest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Optional;

/** A body that is neither larger nor slower than it may be. */
final class BoundedContent implements Request.Content {

    private static final int CHUNK = 16 << 10;

    private final ServerRequest request;
    private final int maxBytes;
    private final Duration patience;
    private boolean isOver;
    private boolean isBad;

    /** @param patience within which all of it has to come, from when it is asked for */
    BoundedContent(ServerRequest request, int maxBytes, Duration patience) {
        this.request = request;
        this.maxBytes = maxBytes;
        this.patience = patience;
    }

    @Override
    public Optional<String> header(String name) {
        HeaderName header = HeaderNames.create(name);
        return header.equals(HeaderNames.HOST)
                ? Optional.of(request.authority())
                : request.headers().first(header);
    }

    @Override
    public byte[] bytes() {
        ByteArrayOutputStream read = new ByteArrayOutputStream(1024);
        read(read);
        return read.toByteArray();
    }

    /**
     * Reads what nobody has asked for, so that the next request can follow.
     *
     * @return false when the rest of it is not worth waiting for: the connection is of no use any more
     */
    boolean skip() {
        try {
            read(OutputStream.nullOutputStream());
            return !isBad;
        } catch (ProblemException | UncheckedIOException e) {
            return false;
        }
    }

    private void read(OutputStream into) {
        if (isOver || !request.content().hasEntity()) {
            return;
        }
        isOver = true;
        isBad = true;
        if (request.headers().contains(HeaderNames.TRANSFER_ENCODING)) {
            // The server waits for a chunk as a whole, however slowly it comes.
            throw ProblemException.of(
                    ProblemException.LENGTH_REQUIRED,
                    "Length required",
                    "the body comes in chunks; send it with its length (Content-Length)");
        }
        copy(into);
        isBad = false;
    }

    private void copy(OutputStream into) {
        long giveUpNanos = System.nanoTime() + patience.toNanos();
        byte[] chunk = new byte[CHUNK];
        int sum = 0;
        try (InputStream in = request.content().inputStream()) {
            for (int count = in.read(chunk); count >= 0; count = in.read(chunk)) {
                into.write(chunk, 0, count);
                sum += count;
                if (sum > maxBytes) {
                    throw ProblemException.of(
                            ProblemException.TOO_LARGE, "Too large", "the body is larger than " + maxBytes + " bytes");
                }
                if (System.nanoTime() - giveUpNanos > 0) {
                    throw tooSlow();
                }
            }
        } catch (SocketTimeoutException e) {
            throw tooSlow();
        } catch (UncheckedIOException e) {
            throw e.getCause() instanceof SocketTimeoutException ? tooSlow() : e;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private ProblemException tooSlow() {
        return ProblemException.of(
                ProblemException.TOO_SLOW, "Too slow", "the body did not come within " + patience.toSeconds() + " s");
    }
}
