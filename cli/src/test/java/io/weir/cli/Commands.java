package io.weir.cli;

import io.weir.cli.terminal.TestShell;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import picocli.CommandLine;

/** The commands there are, for tests that look at all of them. */
final class Commands {

    private static final Pattern WORD = Pattern.compile("'([^']*)'|(\\S+)");

    private Commands() {}

    /** Each command that does something, as {@code topic create}. */
    static List<String> all() {
        List<String> names = new ArrayList<>();
        collect(tree(), "", names);
        return names;
    }

    private static CommandLine tree() {
        return Weir.tree(TestShell.withoutInput().shell());
    }

    private static void collect(CommandLine command, String path, List<String> names) {
        if (command.getSubcommands().isEmpty()
                && !command.getCommandSpec().usageMessage().hidden()) {
            names.add(path);
        }
        command.getSubcommands().forEach((name, sub) -> collect(sub, (path + " " + name).strip(), names));
    }

    /** The lines under Examples that call the command, or one like it, without what other programs do. */
    static List<String> examplesOf(String command) {
        CommandLine line = tree();
        for (String word : command.split(" ")) {
            line = Objects.requireNonNull(line.getSubcommands().get(word), word);
        }
        return Stream.of(line.getCommandSpec().usageMessage().footer())
                .map(example -> example.replace("%%", "%"))
                .flatMap(example -> Stream.of(example.split("\\|")))
                .map(String::strip)
                .filter(example -> example.startsWith("weir "))
                .map(example -> example.substring("weir ".length()).replaceAll("\\s[<>].*", ""))
                .toList();
    }

    /** Whether the words after {@code weir} are a command line that can be tried. */
    static boolean parses(String example) {
        Matcher words = WORD.matcher(example);
        List<String> arguments = new ArrayList<>();
        while (words.find()) {
            arguments.add(words.group(1) == null ? words.group(2) : words.group(1));
        }
        try {
            CommandLine.ParseResult parsed = tree().parseArgs(arguments.toArray(String[]::new));
            while (parsed.hasSubcommand()) {
                parsed = parsed.subcommand();
            }
            return parsed.commandSpec().subcommands().isEmpty();
        } catch (CommandLine.ParameterException e) {
            throw new AssertionError(example + ": " + e.getMessage(), e);
        }
    }
}
