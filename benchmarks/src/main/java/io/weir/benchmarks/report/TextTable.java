package io.weir.benchmarks.report;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Lines of cells, as wide as the widest cell of each column. */
public final class TextTable {

    private static final String BETWEEN = "  ";

    private final List<List<String>> lines = new ArrayList<>();

    /** Adds a line; all have to have the same number of cells. */
    public TextTable line(List<String> cells) {
        if (!lines.isEmpty() && lines.getFirst().size() != cells.size()) {
            throw new IllegalArgumentException("A line of " + cells.size() + " cells in a table of "
                    + lines.getFirst().size());
        }
        lines.add(List.copyOf(cells));
        return this;
    }

    /** For a terminal; every line ends where its last cell does. */
    public String plain() {
        return lines.stream()
                .map(line -> IntStream.range(0, line.size())
                        .mapToObj(column -> pad(line.get(column), column))
                        .collect(Collectors.joining(BETWEEN))
                        .stripTrailing())
                .collect(Collectors.joining("\n"));
    }

    /** For a Markdown page; the first line is the heading. */
    public String markdown() {
        List<String> rows = new ArrayList<>(lines.stream()
                .map(line -> "| " + String.join(" | ", line) + " |")
                .toList());
        if (!rows.isEmpty()) {
            rows.add(1, "|" + "---|".repeat(lines.getFirst().size()));
        }
        return String.join("\n", rows);
    }

    private String pad(String cell, int column) {
        int width =
                lines.stream().mapToInt(line -> line.get(column).length()).max().orElse(0);
        return cell + " ".repeat(width - cell.length());
    }
}
