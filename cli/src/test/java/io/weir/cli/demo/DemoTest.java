package io.weir.cli.demo;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.weir.cli.terminal.ExitCode;
import io.weir.cli.terminal.Output;
import io.weir.cli.terminal.Shell;
import io.weir.cli.terminal.Terminal;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import picocli.CommandLine;

/** The whole of it, on a broker in this process. */
class DemoTest {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final Shell shell = new Shell(
            InputStream.nullInputStream(), new Output(out), new PrintStream(err, true, UTF_8), Terminal.none());

    @Test
    @Timeout(value = 1, unit = TimeUnit.MINUTES)
    void everyCheckHoldsInUnderAMinute() {
        // given
        CommandLine command = new CommandLine(new DemoCommand(shell));

        // when
        int exitCode = command.execute();

        // then
        assertThat(out.toString(UTF_8)).contains("All 15 checks held");
        assertThat(exitCode).isEqualTo(ExitCode.OK);
        assertThat(err.toString(UTF_8)).contains("a member of totals vanishes");
    }
}
