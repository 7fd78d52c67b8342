package io.weir.cli.cluster;

import io.weir.cli.terminal.CliException;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Option;

/** The option that names the folder of a cluster on this machine. */
final class ClusterFolder {

    @Option(
            names = {"-d", "--data"},
            paramLabel = "DIR",
            description = "The folder the cluster was started with (default: ./${DEFAULT-VALUE}).")
    private Path data = Path.of("weir-cluster");

    LocalCluster cluster() {
        return new LocalCluster(data);
    }

    /** The brokers of the cluster, of which there is one at least. */
    List<Member> members() {
        List<Member> members = cluster().members();
        if (members.isEmpty()) {
            throw new CliException("there is no cluster in " + cluster().root()
                    + "; name the folder it was started with by --data DIR, or start one: weir cluster start"
                    + " --data DIR");
        }
        return members;
    }
}
