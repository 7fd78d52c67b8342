package io.weir.cli;

import io.weir.cli.terminal.Output;
import java.io.Writer;

/** Lets picocli print its help onto the shell's output. */
final class OutputWriter extends Writer {

    private final Output out;

    OutputWriter(Output out) {
        this.out = out;
    }

    @Override
    public void write(char[] buffer, int offset, int length) {
        out.text(new String(buffer, offset, length));
    }

    /** The end of the command flushes: picocli would print a trace of a failure where one line is enough. */
    @Override
    public void flush() {
        // Nothing is kept here.
    }

    @Override
    public void close() {
        // Nothing is kept here.
    }
}
