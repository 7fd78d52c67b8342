package io.weir.protocol.generator.emit;

/** Java source growing line by line, indented by its own braces. */
final class SourceText {

    private static final String INDENT = "    ";

    private final StringBuilder text = new StringBuilder();
    private int depth;

    /** Adds a line; one that ends with an opening brace indents what follows, one that begins with a closing brace ends that. */
    SourceText line(String line) {
        if (line.startsWith("}")) {
            depth--;
        }
        if (!line.isEmpty()) {
            text.append(INDENT.repeat(depth)).append(line);
        }
        text.append('\n');
        if (line.endsWith("{")) {
            depth++;
        }
        return this;
    }

    SourceText blank() {
        return line("");
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
