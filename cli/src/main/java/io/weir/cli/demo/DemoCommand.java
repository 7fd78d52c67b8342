package io.weir.cli.demo;

import io.weir.cli.client.ClientOptions;
import io.weir.cli.terminal.ExitCode;
import io.weir.cli.terminal.Shell;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;

/**
 * {@code weir demo}: replays real flights through a topic to three consumer groups, and checks what each of them got.
 * Ends with 0 only when every check held.
 */
@Command(
        name = "demo",
        description = {
            "Show Weir at work on real data, in under a minute, and check the outcome.",
            "",
            "Starts a broker of its own in a temporary folder. " + FlightData.EVENTS + " go through a topic to three"
                    + " consumer groups: one keeps the latest state of every airport, one adds up delays by the hour,"
                    + " one raises alerts. Half-way a member of a group vanishes, and another joins. In the end every"
                    + " group must have had every event exactly once in effect, in order per airport."
        },
        footerHeading = "%nExamples:%n",
        footer = {"  weir demo", "  weir demo --bootstrap-server 127.0.0.1:9092"})
public final class DemoCommand implements Callable<Integer> {

    private final Shell shell;

    @ArgGroup(
            exclusive = false,
            heading = "%nAny of these lets it run on a cluster that is there already, any Kafka, with topics and groups"
                    + " of its own%nthat are deleted at the end:%n")
    private @Nullable ClientOptions elsewhere;

    public DemoCommand(Shell shell) {
        this.shell = shell;
    }

    /** Runs the demo and returns the exit code: 0 when every check held, 1 otherwise. */
    @Override
    public Integer call() throws InterruptedException {
        List<Flight> flights = FlightData.shipped();
        Screen screen = Screen.on(shell, System.getenv());
        screen.line(FlightData.SOURCE);
        try (DemoCluster cluster = cluster()) {
            screen.line(FlightData.EVENTS + " go through " + cluster.description() + ".");
            DemoResult result = new Demo(new Clients(cluster.connection()), flights, screen).run();
            new Report(result, shell).print();
            return result.held() ? ExitCode.OK : ExitCode.FAILURE;
        }
    }

    private DemoCluster cluster() {
        return elsewhere == null ? EmbeddedCluster.start() : new RemoteCluster(elsewhere.connect());
    }
}
