package io.weir.simulation.live;

import io.weir.simulation.history.Entry;
import io.weir.simulation.history.EntryText;
import io.weir.simulation.history.Event;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/** Writes down what a client does and sees, at the time it does. Safe for use by any thread. */
final class Recorder {

    /** What a line ends with that is whole. */
    static final String END = "\t.";

    private final Consumer<Entry> entries;

    Recorder(Consumer<Entry> entries) {
        this.entries = entries;
    }

    /** One that writes lines, each with one call: what was recorded before a kill is not lost with the process. */
    static Recorder toLines(OutputStream out) {
        return new Recorder(entry -> {
            byte[] line = (EntryText.write(entry) + END + "\n").getBytes(StandardCharsets.UTF_8);
            synchronized (out) {
                try {
                    out.write(line);
                    out.flush();
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
        });
    }

    /** Processes of one machine share the clock. */
    void record(Event event) {
        entries.accept(new Entry(System.nanoTime(), event));
    }
}
