package io.weir.cli.terminal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** Rows that are a table to people and objects to programs: each column is a field of every object. */
public final class Listing {

    private final List<Column> columns;
    private final List<List<Object>> rows = new ArrayList<>();

    public Listing(Column... columns) {
        this.columns = List.of(columns);
    }

    /** Adds a row; as many cells as there are columns, values as in {@link Fields}. */
    public Listing row(Object... cells) {
        if (cells.length != columns.size()) {
            throw new IllegalArgumentException(cells.length + " cells for " + columns.size() + " columns");
        }
        rows.add(Arrays.asList(cells.clone()));
        return this;
    }

    public boolean isEmpty() {
        return rows.isEmpty();
    }

    /** Prints the rows; people are told with a sentence that there are none. */
    public void print(Shell shell, OutputOption output, String whenEmpty) {
        if (output.structured()) {
            rows.forEach(row -> shell.out().object(fields(row)::writeTo));
        } else if (rows.isEmpty()) {
            shell.note(whenEmpty);
        } else {
            Table table = new Table(columns.toArray(Column[]::new));
            rows.forEach(row -> table.row(row.stream().map(Listing::text).toArray()));
            table.print(shell);
        }
    }

    private Fields fields(List<Object> row) {
        Fields fields = Fields.of(columns.getFirst().field(), row.getFirst());
        for (int i = 1; i < row.size(); i++) {
            fields.and(columns.get(i).field(), row.get(i));
        }
        return fields;
    }

    private static String text(Object cell) {
        return switch (cell) {
            case List<?> elements when elements.isEmpty() -> "-";
            case List<?> elements -> elements.stream().map(Object::toString).collect(Collectors.joining(","));
            case Boolean truth -> truth ? "yes" : "no";
            default -> cell.toString();
        };
    }
}
