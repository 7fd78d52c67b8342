package io.weir.cli.terminal;

import picocli.CommandLine.Option;

/** The {@code --output} option, mixed into every command that prints results. */
public final class OutputOption {

    @Option(
            names = {"--output"},
            paramLabel = "FORMAT",
            defaultValue = "text",
            description = "text for people, json for programs: one object a line (default: text).")
    private OutputFormat format = OutputFormat.TEXT;

    public boolean json() {
        return format == OutputFormat.JSON;
    }
}
