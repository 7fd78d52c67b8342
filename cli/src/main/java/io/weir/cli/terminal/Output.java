package io.weir.cli.terminal;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteFeature;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/**
 * Where results go: bytes as they are, text as UTF-8, whatever the locale. Buffered; a write to a closed pipe throws
 * {@link OutputClosedException}. Not safe for several threads.
 */
public final class Output {

    /** Writes one JSON value. */
    @FunctionalInterface
    public interface JsonBody {
        void writeTo(JsonGenerator json) throws IOException;
    }

    private static final int BUFFER_BYTES = 64 * 1024;

    private final OutputStream stream;
    private final JsonFactory jsonFactory = new JsonFactoryBuilder()
            .disable(StreamWriteFeature.AUTO_CLOSE_TARGET)
            .disable(StreamWriteFeature.FLUSH_PASSED_TO_STREAM)
            .build();

    public Output(OutputStream stream) {
        this.stream = new BufferedOutputStream(stream, BUFFER_BYTES);
    }

    public Output bytes(byte[] bytes) {
        try {
            stream.write(bytes);
        } catch (IOException e) {
            throw new OutputClosedException(e);
        }
        return this;
    }

    public Output text(String text) {
        return bytes(text.getBytes(StandardCharsets.UTF_8));
    }

    public Output line(String text) {
        return text(text).text("\n");
    }

    /** One JSON object on a line of its own; the body writes its fields. */
    public Output jsonLine(JsonBody fields) {
        try (JsonGenerator json = jsonFactory.createGenerator(stream)) {
            json.writeStartObject();
            fields.writeTo(json);
            json.writeEndObject();
            json.writeRaw('\n');
        } catch (IOException e) {
            throw new OutputClosedException(e);
        }
        return this;
    }

    public void flush() {
        try {
            stream.flush();
        } catch (IOException e) {
            throw new OutputClosedException(e);
        }
    }
}
