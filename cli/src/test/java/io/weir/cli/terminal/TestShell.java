package io.weir.cli.terminal;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/** A shell for tests: input from a string, output and errors kept. */
public final class TestShell {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final Shell shell;

    private TestShell(String input, Terminal terminal) {
        this.shell = shell(input, terminal, out);
    }

    private TestShell(OutputStream broken) {
        this.shell = shell("", Terminal.none(), broken);
    }

    private Shell shell(String input, Terminal terminal, OutputStream stdout) {
        return new Shell(
                new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)),
                new Output(stdout),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                terminal);
    }

    public static TestShell withoutInput() {
        return new TestShell("", Terminal.none());
    }

    /** A person at a terminal, who types this. */
    public static TestShell withPerson(String input) {
        return new TestShell(input, new Terminal(80, 24, true, true));
    }

    /** Standard output is a file on a disk that has no room. */
    public static TestShell withFullDisk() {
        return new TestShell(new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException("No space left on device");
            }
        });
    }

    public static TestShell withInput(String input) {
        return new TestShell(input, Terminal.none());
    }

    public Shell shell() {
        return shell;
    }

    /** What was written to standard output so far. */
    public String out() {
        shell.out().flush();
        return out.toString(StandardCharsets.UTF_8);
    }

    /** What was written to standard error so far. */
    public String err() {
        return err.toString(StandardCharsets.UTF_8);
    }
}
