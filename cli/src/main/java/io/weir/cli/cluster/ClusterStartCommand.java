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
import java.util.concurrent.Callable;
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

    @Option(names = "--brokers", paramLabel = "N", description = "How many (default: ${DEFAULT-VALUE}).")
    private int brokers = 3;

    @Option(
            names = {"-p", "--port"},
            paramLabel = "BASE",
            description = "Of the first broker; the others have the next ones (default: ${DEFAULT-VALUE}). Among"
                    + " themselves they use those 1000 above.")
    private int port = 9092;

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
        List<Member> members = known.isEmpty() ? cluster.lay(brokers, port, sets) : known;
        if (!known.isEmpty()) {
            shell.note("The cluster in " + cluster.root() + " is started again with its " + known.size()
                    + " brokers and their settings.");
        }
        Running running = Running.start(members, detach);
        Thread stop = new Thread(() -> Running.stop(members), "weir-stop");
        Runtime.getRuntime().addShutdownHook(stop);
        running.awaitReady();
        show(cluster, members);
        if (detach) {
            Runtime.getRuntime().removeShutdownHook(stop);
            return ExitCode.OK;
        }
        running.awaitEnd();
        return ExitCode.FAILURE;
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
