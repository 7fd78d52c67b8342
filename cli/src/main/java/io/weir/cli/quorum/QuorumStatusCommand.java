package io.weir.cli.quorum;

import io.weir.cli.client.Await;
import io.weir.cli.client.ClientOptions;
import io.weir.cli.terminal.Cell;
import io.weir.cli.terminal.Column;
import io.weir.cli.terminal.ExitCode;
import io.weir.cli.terminal.Listing;
import io.weir.cli.terminal.OutputOption;
import io.weir.cli.terminal.Shell;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.QuorumInfo;
import org.apache.kafka.clients.admin.QuorumInfo.ReplicaState;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code weir quorum status}. */
@Command(
        name = "status",
        description = "Show who leads the metadata, who votes, who only copies it, and who is behind.",
        footerHeading = "%nExamples:%n",
        footer = {"  weir quorum status", "  weir quorum status --output json"})
final class QuorumStatusCommand implements Callable<Integer> {

    private final Shell shell;

    @Mixin
    private final OutputOption output;

    @Mixin
    private ClientOptions client = new ClientOptions();

    QuorumStatusCommand(Shell shell) {
        this.shell = shell;
        this.output = new OutputOption(shell);
    }

    @Override
    public Integer call() {
        Listing listing = new Listing(
                Column.number("NODE"),
                Column.text("ROLE"),
                Column.number("NEXT OFFSET"),
                Column.number("BEHIND"),
                Column.text("LAST CAUGHT UP"),
                Column.text("DIRECTORY ID"));
        try (Admin admin = client.connect().admin()) {
            QuorumInfo quorum = Await.get(admin.describeMetadataQuorum().quorumInfo());
            quorum.voters()
                    .forEach(node ->
                            row(listing, quorum, node, node.replicaId() == quorum.leaderId() ? "leader" : "voter"));
            quorum.observers().forEach(node -> row(listing, quorum, node, "observer"));
            if (!output.structured()) {
                shell.out()
                        .line("Leader " + quorum.leaderId() + " in epoch " + quorum.leaderEpoch()
                                + ", committed to offset " + quorum.highWatermark() + ".")
                        .line("");
            }
        }
        listing.print(shell, output, "Nobody keeps metadata.");
        return ExitCode.OK;
    }

    private static void row(Listing listing, QuorumInfo quorum, ReplicaState node, String role) {
        long end = quorum.voters().stream()
                .filter(voter -> voter.replicaId() == quorum.leaderId())
                .mapToLong(ReplicaState::logEndOffset)
                .findFirst()
                .orElse(node.logEndOffset());
        listing.row(
                node.replicaId(),
                role,
                Cell.known(node.logEndOffset()),
                node.logEndOffset() < 0 ? Cell.UNKNOWN : Math.max(0, end - node.logEndOffset()),
                Cell.time(node.lastCaughtUpTimestamp().orElse(-1)),
                node.replicaDirectoryId().toString());
    }
}
