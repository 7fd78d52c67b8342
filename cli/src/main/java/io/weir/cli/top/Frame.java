package io.weir.cli.top;

import io.weir.cli.terminal.Column;
import io.weir.cli.terminal.Fields;
import io.weir.cli.terminal.Paint;
import io.weir.cli.terminal.Shell;
import io.weir.cli.terminal.Table;
import io.weir.cli.terminal.Terminal;
import io.weir.cli.terminal.Units;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/** One picture of a cluster: four tables that share the height there is, each with what matters most first. */
final class Frame {

    private static final int TABLES = 4;

    /** The summary with the line below it, a heading for each table, a line between them, and the cursor's. */
    private static final int OTHER_LINES = 2 + TABLES + (TABLES - 1) + 1;

    private final Change change;
    private final String title;
    private final int most;

    /** Shows so many rows of a table at most. */
    Frame(Change change, String title, int most) {
        this.change = change;
        this.title = title;
        this.most = most;
    }

    /** As lines that fit the shell's terminal. */
    List<String> lines(Shell shell) {
        Terminal terminal = shell.terminal();
        int[] shares = shares(terminal.rows());
        List<String> lines = new ArrayList<>();
        lines.add(cut(summary(), terminal.columns()));
        List<Table> tables = List.of(topics(shares[0]), hot(shares[1]), groups(shares[2]), brokers(shares[3]));
        for (Table table : tables) {
            List<String> rows = table.lines(terminal.columns());
            lines.add("");
            lines.add(shell.out().painted(Paint.HEADING, rows.getFirst()));
            lines.addAll(rows.subList(1, rows.size()));
        }
        return lines;
    }

    /** For programs. */
    Fields fields() {
        return Fields.of("recordsPerSecond", change.total())
                .and("brokerCount", change.after().brokers().size())
                .and("partitionCount", change.after().partitions().size())
                .and("offline", change.offline())
                .and(
                        "topics",
                        first(
                                change.topics(),
                                one -> Fields.of("topic", one.topic())
                                        .and("recordsPerSecond", one.rate())
                                        .and("partitions", one.partitions())))
                .and(
                        "hotPartitions",
                        first(
                                change.hot(most),
                                one -> Fields.of("partition", one.partition())
                                        .and("recordsPerSecond", one.rate())
                                        .and("leader", one.leader())))
                .and(
                        "groups",
                        first(
                                change.groups(),
                                one -> Fields.of("group", one.lag().group())
                                        .and("state", one.lag().state())
                                        .and("lag", one.lag().lag())
                                        .and("growthPerSecond", one.growth())))
                .and(
                        "brokers",
                        first(
                                change.brokers(),
                                one -> Fields.of("broker", one.broker())
                                        .and("leads", one.leads())
                                        .and("recordsPerSecond", one.rate())));
    }

    private <T> List<Fields> first(List<T> all, Function<T, Fields> fields) {
        return all.stream().limit(most).map(fields).toList();
    }

    private String summary() {
        Sample now = change.after();
        String offline = change.offline() == 0 ? "" : ", " + change.offline() + " WITHOUT A LEADER";
        return rate(change.total()) + " records/s  " + Units.count(now.brokers().size(), "broker") + ", "
                + Units.count(now.partitions().size(), "partition") + offline + ", "
                + Units.count(now.groups().size(), "group") + "  " + title;
    }

    private Table topics(int rows) {
        Table table = new Table(Column.text("TOPIC"), Column.number("RECORDS/S"), Column.number("PARTITIONS"));
        change.topics().stream().limit(rows).forEach(one -> table.row(one.topic(), rate(one.rate()), one.partitions()));
        return table;
    }

    private Table hot(int rows) {
        Table table = new Table(Column.text("HOT PARTITION"), Column.number("RECORDS/S"), Column.number("LEADER"));
        change.hot(rows).forEach(one -> table.row(one.partition(), rate(one.rate()), one.leader()));
        return table;
    }

    private Table groups(int rows) {
        Table table =
                new Table(Column.text("GROUP"), Column.text("STATE"), Column.number("LAG"), Column.number("GROWTH/S"));
        change.groups().stream()
                .limit(rows)
                .forEach(one -> table.row(
                        one.lag().group(),
                        one.lag().state(),
                        String.format(Locale.ROOT, "%,d", one.lag().lag()),
                        rate(one.growth())));
        return table;
    }

    private Table brokers(int rows) {
        Table table = new Table(Column.number("BROKER"), Column.number("LEADS"), Column.number("RECORDS/S"));
        change.brokers().stream().limit(rows).forEach(one -> table.row(one.broker(), one.leads(), rate(one.rate())));
        return table;
    }

    /** A row to each table in turn that has more to show, until the height is used up. */
    private int[] shares(int height) {
        int[] wanted = {
            Math.min(most, change.topics().size()),
            change.hot(most).size(),
            Math.min(most, change.after().groups().size()),
            Math.min(most, change.after().brokers().size())
        };
        int[] shares = new int[TABLES];
        int left = Math.max(TABLES, height - OTHER_LINES);
        boolean any = true;
        while (left > 0 && any) {
            any = false;
            for (int i = 0; i < TABLES && left > 0; i++) {
                if (shares[i] < wanted[i]) {
                    shares[i]++;
                    left--;
                    any = true;
                }
            }
        }
        return shares;
    }

    private static String rate(double perSecond) {
        return String.format(Locale.ROOT, Math.abs(perSecond) >= 10 || perSecond == 0 ? "%,.0f" : "%.1f", perSecond);
    }

    private static String cut(String line, int width) {
        return line.length() <= width ? line : line.substring(0, width);
    }
}
