package io.weir.cli.terminal;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamWriteFeature;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;

/**
 * Where results go: bytes as they are, text as UTF-8, whatever the locale. Buffered; a write to a closed pipe throws
 * {@link OutputClosedException}, one that fails otherwise a {@link CliException}; what is written after a failure is
 * dropped. Not safe for several threads.
 */
public final class Output {

    /** Writes one JSON value. */
    @FunctionalInterface
    public interface JsonBody {
        void writeTo(JsonGenerator json) throws IOException;
    }

    private static final int BUFFER_BYTES = 64 * 1024;

    /** Java has no type for a reader that went away, only the operating system's words. */
    private static final List<String> CLOSED = List.of("broken pipe", "pipe closed", "stream closed");

    private final OutputStream stream;
    private boolean failed;
    private OutputFormat format = OutputFormat.TABLE;
    private boolean colored;
    private final JsonFactory jsonFactory = new JsonFactoryBuilder()
            .disable(StreamWriteFeature.AUTO_CLOSE_TARGET)
            .disable(StreamWriteFeature.FLUSH_PASSED_TO_STREAM)
            .build();

    public Output(OutputStream stream) {
        this.stream = new BufferedOutputStream(stream, BUFFER_BYTES);
    }

    public Output bytes(byte[] bytes) {
        return written(() -> stream.write(bytes));
    }

    public Output text(String text) {
        return bytes(text.getBytes(StandardCharsets.UTF_8));
    }

    public Output line(String text) {
        return text(text).text("\n");
    }

    /** How objects are written from here on. */
    void format(OutputFormat chosen) {
        format = chosen;
    }

    OutputFormat format() {
        return format;
    }

    /** Whether text is coloured from here on. */
    public void colored(boolean on) {
        colored = on;
    }

    public boolean isColored() {
        return colored;
    }

    /** The text in this colour, where there are colours. */
    public String painted(Paint paint, String text) {
        return colored ? paint.on(text) : text;
    }

    /** One object for programs, JSON on a line of its own or an element of a YAML list; the body writes its fields. */
    public Output object(JsonBody fields) {
        return written(() -> {
            if (format == OutputFormat.YAML) {
                ByteArrayOutputStream object = new ByteArrayOutputStream();
                writeJson(object, fields);
                try (JsonParser parser = jsonFactory.createParser(object.toByteArray())) {
                    stream.write(Yaml.element(parser).getBytes(StandardCharsets.UTF_8));
                }
            } else {
                writeJson(stream, fields);
            }
        });
    }

    private void writeJson(OutputStream target, JsonBody fields) throws IOException {
        try (JsonGenerator json = jsonFactory.createGenerator(target)) {
            json.writeStartObject();
            fields.writeTo(json);
            json.writeEndObject();
            json.writeRaw('\n');
        }
    }

    public void flush() {
        var _ = written(stream::flush);
    }

    private interface Write {
        void run() throws IOException;
    }

    private Output written(Write write) {
        if (failed) {
            return this;
        }
        try {
            write.run();
            return this;
        } catch (IOException e) {
            failed = true;
            String reason = String.valueOf(e.getMessage());
            boolean isClosed = CLOSED.stream().anyMatch(reason.toLowerCase(Locale.ROOT)::contains);
            throw isClosed
                    ? new OutputClosedException(e)
                    : new CliException("standard output cannot be written: " + reason, e);
        }
    }
}
