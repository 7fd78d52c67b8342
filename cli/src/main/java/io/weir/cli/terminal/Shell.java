package io.weir.cli.terminal;

import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/**
 * The world a command runs in: its three streams and what is known of the terminal behind them.
 *
 * @param in standard input, as bytes
 * @param out results
 * @param err words for a person: progress, notes, errors
 * @param terminal widths, and which streams are a terminal at all
 */
public record Shell(InputStream in, Output out, PrintStream err, Terminal terminal) {

    /** The process's own streams, past the character sets the JVM would put in between. */
    public static Shell ofProcess() {
        Terminal terminal = Terminal.of(System.getenv());
        Output out = new Output(new FileOutputStream(FileDescriptor.out));
        out.colored(terminal.takesColors(System.getenv()));
        return new Shell(
                new FileInputStream(FileDescriptor.in),
                out,
                new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8),
                terminal);
    }

    /** Tells the person something that is not a result. */
    public void note(String line) {
        err.println(line);
    }

    /** Tells the person that one of several things could not be done; the command goes on with the others. */
    public void problem(String line) {
        err.println("weir: " + line);
    }
}
