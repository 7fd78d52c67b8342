package io.weir.cli.quorum;

import io.weir.cli.client.Await;
import io.weir.cli.client.ClientOptions;
import io.weir.cli.terminal.CliException;
import io.weir.cli.terminal.Consent;
import io.weir.cli.terminal.ExitCode;
import io.weir.cli.terminal.Fields;
import io.weir.cli.terminal.OutputOption;
import io.weir.cli.terminal.Shell;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.QuorumInfo.ReplicaState;
import org.apache.kafka.common.Uuid;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code weir quorum remove}. */
@Command(
        name = "remove",
        description = "Take a node's vote on the metadata.",
        footerHeading = "%nExamples:%n",
        footer = {"  weir quorum remove 3"})
final class QuorumRemoveCommand implements Callable<Integer> {

    @Parameters(paramLabel = "NODE", description = "Its node.id.")
    private int node;

    @Option(
            names = "--directory-id",
            paramLabel = "ID",
            description = "Of its folder (default: the one that votes under this number).")
    private String directory = "";

    @Mixin
    private final Consent consent;

    @Mixin
    private final OutputOption output;

    @Mixin
    private ClientOptions client = new ClientOptions();

    QuorumRemoveCommand(Shell shell) {
        this.consent = new Consent(shell);
        this.output = new OutputOption(shell);
    }

    @Override
    public Integer call() {
        try (Admin admin = client.connect().admin()) {
            Uuid id = directory.isEmpty() ? voter(admin) : QuorumAddCommand.id(directory);
            consent.ask("Take the vote of node " + node + "?");
            Await.get(admin.removeRaftVoter(node, id).all());
        }
        output.tell("Node " + node + " votes no more.", Fields.of("node", node).and("votes", false));
        return ExitCode.OK;
    }

    private Uuid voter(Admin admin) {
        return Await.get(admin.describeMetadataQuorum().quorumInfo()).voters().stream()
                .filter(voter -> voter.replicaId() == node)
                .map(ReplicaState::replicaDirectoryId)
                .findFirst()
                .orElseThrow(() -> new CliException("node " + node + " has no vote; see who has: weir quorum status"));
    }
}
