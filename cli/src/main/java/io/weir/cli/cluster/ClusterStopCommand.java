package io.weir.cli.cluster;

import io.weir.cli.terminal.CliException;
import io.weir.cli.terminal.ExitCode;
import io.weir.cli.terminal.Shell;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code weir cluster stop}. */
@Command(
        name = "stop",
        description = "Stop all brokers of the cluster in a folder; what they keep stays.",
        footerHeading = "%nExamples:%n",
        footer = {"  weir cluster stop", "  weir cluster stop --data three-brokers"})
final class ClusterStopCommand implements Callable<Integer> {

    private final Shell shell;

    @Mixin
    private ClusterFolder folder = new ClusterFolder();

    ClusterStopCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        List<Member> members = folder.members();
        long running =
                members.stream().filter(member -> member.process().isPresent()).count();
        List<Member> left = Running.stop(members);
        if (!left.isEmpty()) {
            throw new CliException("still running after 30 s: "
                    + left.stream().map(member -> "broker " + member.nodeId()).collect(Collectors.joining(", "))
                    + "; see their broker.log");
        }
        shell.out()
                .line(running == 0 ? "Nothing was running." : "Stopped " + running + " brokers.")
                .flush();
        return ExitCode.OK;
    }
}
