package io.weir.cli.cluster;

import io.weir.cli.terminal.CliException;
import io.weir.cli.terminal.Column;
import io.weir.cli.terminal.ExitCode;
import io.weir.cli.terminal.Shell;
import io.weir.cli.terminal.Table;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code weir cluster start}. */
@Command(
        name = "start",
        description = {
            "Start a cluster of brokers on this machine, or the one that is in the folder already.",
            "",
            "Each broker is a process of its own with its data, its settings and its pid under DIR/1, DIR/2 and so on."
                    + " One of them that was stopped or killed is started again by weir serve --data DIR/2."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  weir cluster start",
            "  weir cluster start --brokers 5 --port 19092 --data /tmp/five --detach",
            "  weir cluster stop --data /tmp/five"
        })
final class ClusterStartCommand implements Callable<Integer> {

    private final Shell shell;

    private static final int BROKERS = 3;
    private static final int PORT = 9092;

    @Option(names = "--brokers", paramLabel = "N", description = "How many (default: " + BROKERS + ").")
    private @Nullable Integer brokers;

    @Option(
            names = {"-p", "--port"},
            paramLabel = "BASE",
            description = "Of the first broker; the others have the next ones (default: " + PORT + "). Among"
                    + " themselves they use those 1000 above.")
    private @Nullable Integer port;

    @Option(
            names = {"-d", "--data"},
            paramLabel = "DIR",
            description = "Where everything is kept; made when missing (default: ./${DEFAULT-VALUE}).")
    private Path data = Path.of("weir-cluster");

    @Option(names = "--detach", description = "Return when all are ready, and leave them running.")
    private boolean detach;

    @Option(
            names = {"-s", "--set"},
            paramLabel = "KEY=VALUE",
            description = "A property of all brokers of a new cluster, by Kafka's names. Can be repeated.")
    private Map<String, String> sets = new LinkedHashMap<>();

    ClusterStartCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        LocalCluster cluster = new LocalCluster(data);
        List<Member> known = cluster.members();
        requireStopped(known);
        boolean isNew = known.stream().noneMatch(Member::hasData);
        if (isNew) {
            // A first start that failed is begun anew, with what is asked for now.
            known.forEach(Member::forget);
        } else {
            requireSame(cluster, known);
        }
        List<Member> members = isNew
                ? cluster.lay(
                        Objects.requireNonNullElse(brokers, BROKERS), Objects.requireNonNullElse(port, PORT), sets)
                : known;
        if (!isNew) {
            shell.note("The cluster in " + cluster.root() + " is started again with its " + known.size()
                    + " brokers and their settings.");
        }
        Running running = Running.start(members, detach);
        running.awaitReady();
        show(cluster, members);
        if (detach) {
            running.leave();
            return ExitCode.OK;
        }
        running.awaitEnd();
        return ExitCode.FAILURE;
    }

    /** What a cluster was begun with stays; who asks for something else is told. */
    private void requireSame(LocalCluster cluster, List<Member> known) {
        Member first = known.getFirst();
        boolean isSame = (brokers == null || brokers == known.size())
                && (port == null || first.address().endsWith(":" + port))
                && sets.entrySet().stream()
                        .allMatch(set -> set.getValue().equals(first.recorded().get(set.getKey())));
        if (!isSame) {
            throw CliException.usage("the cluster in " + cluster.root() + " has " + known.size() + " brokers from "
                    + first.address() + " on, and its settings in "
                    + first.folder().resolve(Member.SETTINGS)
                    + "; start it without --brokers, --port and --set, or name another folder by --data");
        }
    }

    private static void requireStopped(List<Member> members) {
        members.stream()
                .filter(member -> member.process().isPresent())
                .findFirst()
                .ifPresent(member -> {
                    throw new CliException(
                            "broker " + member.nodeId() + " in " + member.folder() + " runs already (pid "
                                    + member.process().map(ProcessHandle::pid).orElse(0L)
                                    + "); stop the cluster first: weir cluster stop --data "
                                    + member.folder().getParent());
                });
    }

    private void show(LocalCluster cluster, List<Member> members) {
        Table table =
                new Table(Column.number("BROKER"), Column.text("ADDRESS"), Column.number("PID"), Column.text("FOLDER"));
        members.forEach(member -> table.row(
                member.nodeId(),
                member.address(),
                member.process().map(ProcessHandle::pid).orElse(0L),
                member.folder()));
        table.print(shell);
        shell.note((detach
                        ? "Stop it: weir cluster stop --data "
                        : "Ctrl-C stops it, and so does weir cluster stop --data ")
                + cluster.root());
        shell.out().flush();
    }
}
