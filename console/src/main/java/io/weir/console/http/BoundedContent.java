package io.weir.console.http;

import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.ServerRequest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** A body that is neither larger nor slower than it may be. */
final class BoundedContent implements Request.Content {

    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(30);
    private static final int CHUNK = 16 << 10;

    private final ServerRequest request;
    private final int maxBytes;

    BoundedContent(ServerRequest request, int maxBytes) {
        this.request = request;
        this.maxBytes = maxBytes;
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
        if (!request.content().hasEntity()) {
            return new byte[0];
        }
        long giveUpNanos = System.nanoTime() + PATIENCE_NANOS;
        ByteArrayOutputStream read = new ByteArrayOutputStream(1024);
        byte[] chunk = new byte[CHUNK];
        try (InputStream in = request.content().inputStream()) {
            for (int count = in.read(chunk); count >= 0; count = in.read(chunk)) {
                read.write(chunk, 0, count);
                if (read.size() > maxBytes) {
                    throw ProblemException.of(
                            ProblemException.TOO_LARGE, "Too large", "the body is larger than " + maxBytes + " bytes");
                }
                if (System.nanoTime() > giveUpNanos) {
                    throw ProblemException.of(408, "Too slow", "the body did not come within 30 s");
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return read.toByteArray();
    }
}
