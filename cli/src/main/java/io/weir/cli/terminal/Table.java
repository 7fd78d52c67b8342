package io.weir.cli.terminal;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Rows under headings, aligned, two spaces between columns. Where the terminal is too narrow the widest text columns
 * are cut, marked by an ellipsis; numbers never are. Into a file or a pipe nothing is cut.
 */
public final class Table {

    private static final String GAP = "  ";
    private static final String ELLIPSIS = "\u2026";
    private static final int NARROWEST_TEXT = 8;

    private static final Pattern CONTROL = Pattern.compile("\\p{Cc}");

    private final List<Column> columns;
    private final List<List<String>> rows = new ArrayList<>();

    public Table(Column... columns) {
        this.columns = List.of(columns);
    }

    /** Adds a row; as many cells as there are columns. */
    public Table row(Object... cells) {
        if (cells.length != columns.size()) {
            throw new IllegalArgumentException(cells.length + " cells for " + columns.size() + " columns");
        }
        List<String> row = new ArrayList<>(cells.length);
        for (Object cell : cells) {
            // Names of groups are any text: none of it may move the cursor, or begin a line of its own.
            row.add(CONTROL.matcher(cell.toString()).replaceAll("\ufffd"));
        }
        rows.add(row);
        return this;
    }

    public boolean isEmpty() {
        return rows.isEmpty();
    }

    public void print(Shell shell) {
        List<String> lines = lines(shell.terminal().columns());
        shell.out().line(shell.out().painted(Paint.HEADING, lines.getFirst()));
        lines.stream().skip(1).forEach(shell.out()::line);
    }

    /** The heading and the rows, none wider than {@code width} characters if text columns can be cut that far. */
    public List<String> lines(int width) {
        int[] widths = widths(width);
        List<String> lines = new ArrayList<>(rows.size() + 1);
        lines.add(line(columns.stream().map(Column::title).toList(), widths));
        for (List<String> row : rows) {
            lines.add(line(row, widths));
        }
        return lines;
    }

    private int[] widths(int available) {
        int[] widths = new int[columns.size()];
        long total = (long) GAP.length() * (columns.size() - 1);
        for (int i = 0; i < widths.length; i++) {
            widths[i] = columns.get(i).title().length();
            for (List<String> row : rows) {
                widths[i] = Math.max(widths[i], row.get(i).length());
            }
            total += widths[i];
        }
        for (long excess = total - available; excess > 0; excess--) {
            int widest = widestText(widths);
            if (widest < 0) {
                break;
            }
            widths[widest]--;
        }
        return widths;
    }

    private int widestText(int[] widths) {
        int widest = -1;
        for (int i = 0; i < widths.length; i++) {
            boolean mayShrink = !columns.get(i).numeric()
                    && widths[i]
                            > Math.max(NARROWEST_TEXT, columns.get(i).title().length());
            if (mayShrink && (widest < 0 || widths[i] > widths[widest])) {
                widest = i;
            }
        }
        return widest;
    }

    private String line(List<String> cells, int[] widths) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < widths.length; i++) {
            String cell = cut(cells.get(i), widths[i]);
            String padding = " ".repeat(widths[i] - cell.length());
            line.append(i == 0 ? "" : GAP);
            if (columns.get(i).numeric()) {
                line.append(padding).append(cell);
            } else {
                line.append(cell).append(padding);
            }
        }
        return line.toString().stripTrailing();
    }

    private static String cut(String cell, int width) {
        return cell.length() <= width ? cell : cell.substring(0, width - 1) + ELLIPSIS;
    }
}
