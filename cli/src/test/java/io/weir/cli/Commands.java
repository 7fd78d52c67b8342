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

    /** Those that ask a broker. */
    static List<String> clients() {
        return all().stream()
                .filter(command -> find(command).getCommandSpec().findOption("--bootstrap-server") != null)
                .filter(command -> !command.startsWith("profile") && !command.equals("demo"))
                .toList();
    }

    /** The words of an example without those that say which cluster is asked, and how. */
    static List<String> withoutTarget(String example) {
        List<String> words = new ArrayList<>(words(example));
        for (String option : List.of("-b", "--bootstrap-server", "--client-config", "--profile")) {
            int at = words.indexOf(option);
            if (at >= 0) {
                words.subList(at, at + 2).clear();
            }
        }
        return words;
    }

    private static CommandLine find(String command) {
        CommandLine line = tree();
        for (String word : command.split(" ")) {
            line = Objects.requireNonNull(line.getSubcommands().get(word), word);
        }
        return line;
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
        return Stream.of(find(command).getCommandSpec().usageMessage().footer())
                .map(example -> example.replace("%%", "%"))
                .flatMap(example -> Stream.of(example.split("\\|")))
                .map(String::strip)
                .filter(example -> example.startsWith("weir "))
                .map(example -> example.substring("weir ".length()).replaceAll("\\s[<>].*", ""))
                .toList();
    }

    /** As a shell would take them apart. */
    static List<String> words(String example) {
        Matcher words = WORD.matcher(example);
        List<String> arguments = new ArrayList<>();
        while (words.find()) {
            arguments.add(words.group(1) == null ? words.group(2) : words.group(1));
        }
        return arguments;
    }

    /** Whether the words after {@code weir} are a command line that can be tried. */
    static boolean parses(String example) {
        try {
            CommandLine.ParseResult parsed = tree().parseArgs(words(example).toArray(String[]::new));
            while (parsed.hasSubcommand()) {
                parsed = parsed.subcommand();
            }
            return parsed.commandSpec().subcommands().isEmpty();
        } catch (CommandLine.ParameterException e) {
            throw new AssertionError(example + ": " + e.getMessage(), e);
        }
    }
}
