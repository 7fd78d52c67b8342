package io.weir.cli.quorum;

import io.weir.cli.client.Await;
import io.weir.cli.client.ClientOptions;
import io.weir.cli.terminal.CliException;
import io.weir.cli.terminal.ExitCode;
import io.weir.cli.terminal.Fields;
import io.weir.cli.terminal.OutputOption;
import io.weir.cli.terminal.Shell;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.RaftVoterEndpoint;
import org.apache.kafka.common.Uuid;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code weir quorum add}. */
@Command(
        name = "add",
        description = "Give a node that copies the metadata a vote on it.",
        footerHeading = "%nExamples:%n",
        footer = {"  weir quorum add 3 --directory-id 5n0LUb7zQYuQx2jnh3y6Jw --at CONTROLLER://three.lan:10092"})
final class QuorumAddCommand implements Callable<Integer> {

    @Parameters(paramLabel = "NODE", description = "Its node.id.")
    private int node;

    @Option(
            names = "--directory-id",
            paramLabel = "ID",
            required = true,
            description = "Of its folder, as weir quorum status tells it.")
    private String directory = "";

    @Option(
            names = "--at",
            paramLabel = "NAME://HOST:PORT",
            required = true,
            description = "Its listener for other nodes. Can be repeated.")
    private List<String> endpoints = List.of();

    @Mixin
    private final OutputOption output;

    @Mixin
    private ClientOptions client = new ClientOptions();

    QuorumAddCommand(Shell shell) {
        this.output = new OutputOption(shell);
    }

    @Override
    public Integer call() {
        Set<RaftVoterEndpoint> listeners = new LinkedHashSet<>();
        endpoints.forEach(text -> listeners.add(endpoint(text)));
        try (Admin admin = client.connect().admin()) {
            Await.get(admin.addRaftVoter(node, id(directory), listeners).all());
        }
        output.tell("Node " + node + " votes now.", Fields.of("node", node).and("votes", true));
        return ExitCode.OK;
    }

    static Uuid id(String text) {
        try {
            return Uuid.fromString(text);
        } catch (IllegalArgumentException e) {
            throw CliException.usage("'" + text + "' is no directory id; weir quorum status tells them");
        }
    }

    private static boolean isPort(String text) {
        return text.matches("[0-9]{1,5}") && Integer.parseInt(text) <= 65_535;
    }

    private static RaftVoterEndpoint endpoint(String text) {
        int scheme = text.indexOf("://");
        int colon = text.lastIndexOf(':');
        if (scheme <= 0 || colon < scheme + 3 || !isPort(text.substring(colon + 1))) {
            throw CliException.usage("'" + text + "' is no listener; write NAME://HOST:PORT");
        }
        return new RaftVoterEndpoint(
                text.substring(0, scheme),
                text.substring(scheme + 3, colon),
                Integer.parseInt(text.substring(colon + 1)));
    }
}
