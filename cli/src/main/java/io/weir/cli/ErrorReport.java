package io.weir.cli;

import io.weir.cli.client.Failures;
import io.weir.cli.terminal.CliException;
import io.weir.cli.terminal.ExitCode;
import io.weir.cli.terminal.OutputClosedException;
import io.weir.cli.terminal.Shell;
import java.util.List;
import java.util.function.BooleanSupplier;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** What becomes of an error nobody caught: one line on standard error, and an exit code. */
final class ErrorReport implements IExecutionExceptionHandler, IParameterExceptionHandler {

    private final Shell shell;
    private final BooleanSupplier debug;

    /** With {@code debug} the stack trace follows the line. */
    ErrorReport(Shell shell, BooleanSupplier debug) {
        this.shell = shell;
        this.debug = debug;
    }

    @Override
    public int handleExecutionException(Exception failure, CommandLine command, ParseResult parsed) {
        if (failure instanceof OutputClosedException) {
            return ExitCode.OK;
        }
        // What was already printed comes before the reason why no more follows.
        int exitCode = flushed(failure instanceof CliException refusal ? refusal.exitCode() : ExitCode.FAILURE);
        shell.problem(Failures.explain(failure));
        if (debug.getAsBoolean()) {
            failure.printStackTrace(shell.err());
        }
        return exitCode;
    }

    @Override
    public int handleParseException(ParameterException failure, String[] args) {
        CommandLine command = failure.getCommandLine();
        String name = command.getCommandSpec().qualifiedName();
        boolean nothingSaid = !command.getSubcommands().isEmpty()
                && failure.getArgSpec() == null
                && !(failure instanceof UnmatchedArgumentException);
        if (nothingSaid) {
            command.usage(shell.err(), command.getColorScheme());
            return ExitCode.USAGE;
        }
        String message = String.valueOf(failure.getMessage());
        shell.problem(message + hint(failure) + " See: " + name + " --help");
        return ExitCode.USAGE;
    }

    private static String hint(ParameterException failure) {
        List<String> suggestions =
                failure instanceof UnmatchedArgumentException unmatched ? unmatched.getSuggestions() : List.of();
        return suggestions.isEmpty() ? "." : ". Did you mean: " + String.join(", ", suggestions) + "?";
    }

    /** Brings the output out; a reader that went away, as {@code head} does, is no failure. */
    int flushed(int exitCode) {
        try {
            shell.out().flush();
            return exitCode;
        } catch (OutputClosedException e) {
            return ExitCode.OK;
        } catch (CliException e) {
            shell.problem(String.valueOf(e.getMessage()));
            return e.exitCode();
        }
    }
}
