package io.weir.cli.terminal;

import java.io.IOException;
import java.io.UncheckedIOException;

/** Nobody reads standard output any more, as with {@code weir consume topic | head -1}: time to stop, not an error. */
public final class OutputClosedException extends UncheckedIOException {

    private static final long serialVersionUID = 1L;

    public OutputClosedException(IOException cause) {
        super("standard output is closed", cause);
    }
}
