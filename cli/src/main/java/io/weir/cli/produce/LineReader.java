package io.weir.cli.produce;

import io.weir.cli.terminal.CliException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/**
 * Splits a stream of bytes into lines at each {@code \n}, which is not part of the line. Nothing else is touched: a
 * {@code \r} stays. The last line needs no end. Not safe for several threads.
 */
final class LineReader {

    /** No broker takes a record near this size; an endless line must not fill the memory first. */
    static final int MAX_LINE_BYTES = 64 * 1024 * 1024;

    private static final int BUFFER_BYTES = 64 * 1024;

    private final InputStream input;
    private final byte[] buffer = new byte[BUFFER_BYTES];
    private int position;
    private int limit;
    private long lines;

    LineReader(InputStream input) {
        this.input = input;
    }

    /**
     * The next line, or null at the end.
     *
     * @throws CliException when a line is longer than {@value #MAX_LINE_BYTES} bytes
     */
    byte @Nullable [] next() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        boolean any = false;
        while (position < limit || fill()) {
            any = true;
            int end = lineEnd();
            line.write(buffer, position, end - position);
            boolean complete = end < limit;
            position = complete ? end + 1 : end;
            if (line.size() > MAX_LINE_BYTES) {
                throw new CliException("line " + (lines + 1) + " is longer than " + MAX_LINE_BYTES
                        + " bytes, which no broker takes; is the input really lines of text?");
            }
            if (complete) {
                break;
            }
        }
        lines++;
        return any ? line.toByteArray() : null;
    }

    /** Whether a read now would have to wait for input. */
    boolean wouldWait() throws IOException {
        return position == limit && input.available() == 0;
    }

    private boolean fill() throws IOException {
        position = 0;
        limit = Math.max(0, input.read(buffer));
        return limit > 0;
    }

    private int lineEnd() {
        int end = position;
        while (end < limit && buffer[end] != '\n') {
            end++;
        }
        return end;
    }
}
