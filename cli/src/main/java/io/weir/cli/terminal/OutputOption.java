package io.weir.cli.terminal;

import java.util.Locale;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** The {@code --output} option, mixed into every command that prints results. */
public final class OutputOption {

    /** The names of the formats; text is another word for what people read. */
    static final class Formats implements ITypeConverter<OutputFormat> {

        @Override
        public OutputFormat convert(String value) {
            return switch (value.toLowerCase(Locale.ROOT)) {
                case "table", "text" -> OutputFormat.TABLE;
                case "json" -> OutputFormat.JSON;
                case "yaml" -> OutputFormat.YAML;
                default -> throw new TypeConversionException("'" + value + "' is none of table, json and yaml");
            };
        }
    }

    private final Output out;

    /** Decides how objects look on this shell's output. */
    public OutputOption(Shell shell) {
        this.out = shell.out();
    }

    @Option(
            names = {"--output"},
            paramLabel = "FORMAT",
            converter = Formats.class,
            description = "table for people, json (an object a line) or yaml for programs (default: table).")
    void format(OutputFormat format) {
        out.format(format);
    }

    /** Whether a program reads what is printed: objects then, no sentences. */
    public boolean structured() {
        return out.format() != OutputFormat.TABLE;
    }

    /** Says that something was done: a sentence to people, fields to programs. */
    public void tell(String sentence, Fields fields) {
        if (structured()) {
            out.object(fields::writeTo);
        } else {
            out.line(sentence);
        }
    }
}
