package io.weir.cli;

import io.weir.cli.terminal.ExitCode;
import io.weir.cli.terminal.Shell;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Parameters;

/** {@code weir completion}. */
@Command(
        name = "completion",
        description = "Print a script that lets a shell complete commands and options.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  weir completion bash >~/.local/share/bash-completion/completions/weir",
            "  weir completion zsh >~/.weir-completion.zsh   # and in ~/.zshrc: source ~/.weir-completion.zsh",
            "  weir completion fish >~/.config/fish/completions/weir.fish"
        })
final class CompletionCommand implements Callable<Integer> {

    /** The shells there are scripts for. */
    enum Kind {
        BASH,
        ZSH,
        FISH
    }

    private final Shell shell;

    @Parameters(paramLabel = "SHELL", description = "bash, zsh or fish.")
    private Kind kind = Kind.BASH;

    CompletionCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        CommandLine weir = Weir.tree(shell);
        switch (kind) {
            // zsh reads bash's way after bashcompinit, which the script calls itself.
            case BASH, ZSH -> shell.out().line(AutoComplete.bash("weir", weir));
            case FISH -> fish(weir);
        }
        return ExitCode.OK;
    }

    private void fish(CommandLine weir) {
        shell.out().line("complete -c weir -f");
        commands(weir, "__fish_use_subcommand");
    }

    private void commands(CommandLine command, String condition) {
        for (Map.Entry<String, CommandLine> entry : command.getSubcommands().entrySet()) {
            CommandLine sub = entry.getValue();
            if (sub.getCommandSpec().usageMessage().hidden()) {
                continue;
            }
            String name = entry.getKey();
            shell.out()
                    .line("complete -c weir -n '" + condition + "' -a " + name + " -d '"
                            + first(sub.getCommandSpec().usageMessage().description()) + "'");
            String within = (condition.equals("__fish_use_subcommand") ? "" : condition + "; and ")
                    + "__fish_seen_subcommand_from " + name;
            sub.getCommandSpec().options().forEach(option -> option(option, within));
            commands(sub, within);
        }
    }

    private void option(OptionSpec option, String condition) {
        StringBuilder line = new StringBuilder("complete -c weir -n '" + condition + "'");
        for (String name : option.names()) {
            line.append(name.startsWith("--") ? " -l " + name.substring(2) : " -s " + name.substring(1));
        }
        line.append(option.arity().max() > 0 ? " -r" : "");
        shell.out().line(line + " -d '" + first(option.description()) + "'");
    }

    /** The first line, in words that single quotes can hold. */
    private static String first(String[] description) {
        String text = description.length == 0 ? "" : description[0];
        return text.replace("\\", "").replace("'", "").replace("%%", "%").replace("%n", " ");
    }
}
