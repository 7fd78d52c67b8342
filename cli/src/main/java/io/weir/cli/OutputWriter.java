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

    @Override
    public void flush() {
        out.flush();
    }

    @Override
    public void close() {
        out.flush();
    }
}
