package io.weir.cli.cluster;

import io.weir.cli.terminal.CliException;
import io.weir.cli.terminal.ExitCode;
import io.weir.cli.terminal.Fields;
import io.weir.cli.terminal.OutputOption;
import io.weir.cli.terminal.Shell;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code weir cluster add}. */
@Command(
        name = "add",
        description = {
            "Add one broker to the cluster in a folder, and leave it running.",
            "",
            "The cluster gives it partitions by and by (weir.balance.enable), or at once by weir cluster rebalance."
        },
        footerHeading = "%nExamples:%n",
        footer = {"  weir cluster add", "  weir cluster add --data /tmp/five"})
final class ClusterAddCommand implements Callable<Integer> {

    private final Shell shell;

    @Mixin
    private final OutputOption output;

    @Mixin
    private ClusterFolder folder = new ClusterFolder();

    ClusterAddCommand(Shell shell) {
        this.shell = shell;
        this.output = new OutputOption(shell);
    }

    @Override
    public Integer call() {
        List<Member> members = folder.members();
        if (members.stream().noneMatch(member -> member.process().isPresent())) {
            throw new CliException("no broker of the cluster in "
                    + folder.cluster().root() + " runs; start it first: weir cluster start --data "
                    + folder.cluster().root());
        }
        Member added = folder.cluster().another(members);
        Running running = Running.start(List.of(added), true);
        try {
            running.awaitReady();
        } catch (CliException e) {
            // What it may have in its folder stays, and is found by the next attempt.
            running.stop();
            added.forget();
            throw e;
        }
        running.leave();
        output.tell(
                "Broker " + added.nodeId() + " is at " + added.address() + ", its data in " + added.folder() + ".",
                Fields.of("broker", added.nodeId())
                        .and("address", added.address().toString())
                        .and("folder", added.folder().toString()));
        shell.out().flush();
        return ExitCode.OK;
    }
}
