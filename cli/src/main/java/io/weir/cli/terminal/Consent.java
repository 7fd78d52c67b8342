package io.weir.cli.terminal;

import java.io.IOException;
import java.util.Locale;
import java.util.Set;
import picocli.CommandLine.Option;

/** The {@code --yes} option, mixed into every command that does what cannot be undone. */
public final class Consent {

    private static final int LONGEST_ANSWER = 80;

    private final Shell shell;

    @Option(
            names = {"-y", "--yes"},
            description = "Do not ask.")
    private boolean yes;

    public Consent(Shell shell) {
        this.shell = shell;
    }

    /**
     * Asks a person at a terminal; a script has decided already.
     *
     * @throws CliException when the person says no
     */
    public void ask(String question) {
        if (!yes && shell.terminal().inputIsTerminal()) {
            requireYes(question);
        }
    }

    /**
     * As {@link #ask}, but a script has to say {@code --yes}.
     *
     * @throws CliException when nobody said yes
     */
    public void demand(String question, String danger) {
        if (yes) {
            return;
        }
        if (!shell.terminal().inputIsTerminal()) {
            throw new CliException(danger + ". To do it all the same, add --yes");
        }
        shell.note(danger + ".");
        requireYes(question);
    }

    private void requireYes(String question) {
        shell.err().print(question + " [y/N] ");
        shell.err().flush();
        if (!Set.of("y", "yes").contains(answer().strip().toLowerCase(Locale.ROOT))) {
            throw new CliException("nothing was done");
        }
    }

    private String answer() {
        StringBuilder answer = new StringBuilder();
        try {
            int read = shell.in().read();
            while (read >= 0 && read != '\n' && answer.length() < LONGEST_ANSWER) {
                answer.append((char) read);
                read = shell.in().read();
            }
        } catch (IOException e) {
            throw new CliException("the answer cannot be read: " + e.getMessage(), e);
        }
        return answer.toString();
    }
}
